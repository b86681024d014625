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

# sees PAGE FILE SED_SCRIPT -- in a copy of docs/ and plugins/ with that change, the page is out of
# date.
sees() {
  cp -R "$root/docs" "$root/plugins" "$scratch/"
  sed -i "$3" "$scratch/$2"
  ! cmp -s "$root/$2" "$scratch/$2" || fail "$2: '$3' changes nothing"
  ! python3 "$scratch/docs/generate" --check "$1" >"$scratch/out" || fail "$2: '$3' is not seen"
}

sees configuration.md docs/configuration.md 's/Learning rate/Rate/'
sees plugin-check.md docs/plugin-check.md 's/`step.bounds`/`step.bound`/'
sees rules.md docs/rules.md 's/`sparsity_of` | choice/`sparsity_of` | real/'
sees metrics.md docs/metrics.md 's/^never = /ever = /; s/  never = /  ever = /'
sees zoo.md docs/zoo.md 's/check only/run/'
sees rules.md plugins/rule/none.cpp '1s/no learning/much learning/'

# A plugin without a part is no failure: adding one edits nothing. docs/generate adds the part.
cp -R "$root/docs" "$root/plugins" "$scratch/"
cut_part='/^## identity$/,/^<!-- end -->$/d'
sed -i "$cut_part" "$scratch/docs/activations.md"
python3 "$scratch/docs/generate" --check activations.md >"$scratch/out" ||
  fail "a missing part is a failure"
grep -qF 'no part for activation/identity yet' "$scratch/out" || fail "a missing part is not noted"
python3 "$scratch/docs/generate" activations.md
grep -qF '<!-- generated: activation/identity -->' "$scratch/docs/activations.md" ||
  fail "docs/generate does not add a part"

# A part without a plugin is one.
rm "$scratch/plugins/metric/wins.cpp"
! python3 "$scratch/docs/generate" --check metrics.md 2>"$scratch/out" ||
  fail "a part without a plugin passes"
grep -qF 'there is no plugins/metric/wins.c or .cpp' "$scratch/out" || fail "and is not named"

((failures == 0)) || exit 1
echo "the generated parts of docs/ are up to date"
