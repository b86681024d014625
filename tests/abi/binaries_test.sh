#!/usr/bin/env bash
# binaries_test -- the binaries of each kept version run on today's program: the same bits as their
# sources built today, with the kept header and with today's, and the numbers that were kept.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
binary=${HEBB_BINARY:-$root/build/bin/hebb}
source "$here/runs.bash"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# numbers_kept VERSION RULE RUN -- they are what they were, and one that moved by a thousandth is seen.
numbers_kept() {
  local said
  "$here/numbers" print "$3" >"$scratch/now.txt"
  said=$("$here/numbers" compare "$1/$2.txt" "$scratch/now.txt") || fail "$2: $said"
  awk 'NR == 200 { $2 = $2 * 1.001 + 0.001 } { print }' "$scratch/now.txt" >"$scratch/moved.txt"
  ! "$here/numbers" compare "$1/$2.txt" "$scratch/moved.txt" >"$scratch/said" ||
    fail "$2: a number that moved is not seen"
}

check_version() { # check_version VERSION
  local name made which rule
  name=$(basename "$1")
  made=$scratch/$name
  mkdir -p "$made/kept_binaries"
  cp "$1"/*.so "$made/kept_binaries"
  "$here/build_kept" "$1/plugins" "$1/plugin.h" "$made/kept_header"
  "$here/build_kept" "$1/plugins" "$root/sdk/include/hebb/plugin.h" "$made/header_of_today"
  diff <(ls "$made/kept_binaries") <(ls "$made/kept_header") || fail "$name: other binaries"
  for which in kept_binaries kept_header header_of_today; do
    mkdir "$made/$which.runs"
    runs "$1" "$made/$which" "$made/$which.runs" || fail "$name: $which: the runs"
    for rule in $(rules_of "$1"); do
      grep -qF "$made/$which/hebb_rule_$rule.so" "$made/$which.runs/$rule/run.json" ||
        fail "$name: $which: the run of $rule used another library"
      same_bits "$name: $which: $rule" "$made/kept_binaries.runs/$rule" "$made/$which.runs/$rule"
    done
  done
  for rule in $(rules_of "$1"); do
    numbers_kept "$1" "$rule" "$made/kept_binaries.runs/$rule"
  done
  # And they still keep the contract, as `plugin check` has it today.
  env -u HEBB_PLUGIN_PATH "$binary" plugin check -q "$made"/kept_binaries/*.so >"$scratch/said" ||
    { cat "$scratch/said"; fail "$name: plugin check"; }
}

for version in $(kept_versions); do check_version "$version"; done
count=$(find "$here" -name '*.so' | wc -l)
((count >= 8)) || fail "there are $count binaries"

((failures == 0)) || exit 1
echo "$count kept binaries give the same bits as their sources, and the kept numbers"
