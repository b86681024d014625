#!/usr/bin/env bash
# generated_test -- what docs/generate writes is what the program says today, and it sees changes.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
export HEBB_BINARY=${HEBB_BINARY:-$root/build/bin/hebb}

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

python3 "$root/docs/generate" --check || fail "docs/ is out of date: run docs/generate"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tests"
cp -R "$root/tests/zoo" "$scratch/tests/"
cp -R "$root/docs" "$root/plugins" "$scratch/"

# sees FILE SED_SCRIPT -- a copy of docs/ and plugins/ with that change is out of date.
sees() {
  cp -R "$root/docs" "$root/plugins" "$scratch/"
  sed -i "$2" "$scratch/$1"
  ! cmp -s "$root/$1" "$scratch/$1" || fail "$1: '$2' changes nothing"
  ! python3 "$scratch/docs/generate" --check >"$scratch/out" || fail "$1: '$2' is not seen"
}

sees docs/configuration.md 's/Learning rate/Rate/'
sees docs/plugin-check.md 's/`step.bounds`/`step.bound`/'
sees docs/rules.md 's/`sparsity_of` | choice/`sparsity_of` | real/'
sees docs/metrics.md 's/^never = /ever = /; s/  never = /  ever = /'
sees docs/zoo.md 's/check only/run/'
sees plugins/rule/none.cpp '1s/no learning/much learning/'

# A plugin without a part is no failure: adding one edits nothing. docs/generate adds the part.
cp -R "$root/docs" "$root/plugins" "$scratch/"
cut_part='/^## identity$/,/^<!-- end -->$/d'
sed -i "$cut_part" "$scratch/docs/activations.md"
python3 "$scratch/docs/generate" --check >"$scratch/out" || fail "a missing part is a failure"
grep -qF 'no part for activation/identity yet' "$scratch/out" || fail "a missing part is not noted"
python3 "$scratch/docs/generate"
grep -qF '<!-- generated: activation/identity -->' "$scratch/docs/activations.md" ||
  fail "docs/generate does not add a part"

# A part without a plugin is one.
rm "$scratch/plugins/metric/wins.cpp"
! python3 "$scratch/docs/generate" --check 2>"$scratch/out" || fail "a part without a plugin passes"
grep -qF 'there is no plugins/metric/wins.c or .cpp' "$scratch/out" || fail "and is not named"

((failures == 0)) || exit 1
echo "the generated parts of docs/ are up to date"
