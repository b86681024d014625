#!/usr/bin/env bash
# binaries_test -- the kept binaries of tests/abi/baseline run on today's program: the same bits as
# their sources built today, with the kept header and with today's, and the numbers that were kept.
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

"$here/build_kept" "$here/baseline/plugin.h" "$scratch/kept_header"
"$here/build_kept" "$root/sdk/include/hebb/plugin.h" "$scratch/header_of_today"
mkdir "$scratch/kept_binaries"
cp "$here"/baseline/*.so "$scratch/kept_binaries"
count=$(find "$scratch/kept_binaries" -name '*.so' | wc -l)
((count == $(find "$here/plugins" -name '*.c' | wc -l))) || fail "there are $count binaries"

for which in kept_binaries kept_header header_of_today; do
  mkdir "$scratch/$which.runs"
  runs "$scratch/$which" "$scratch/$which.runs" || fail "$which: the runs"
  for rule in "${rules[@]}"; do
    grep -qF "$scratch/$which/hebb_rule_$rule.so" "$scratch/$which.runs/$rule/run.json" ||
      fail "$which: the run of $rule used another library"
    for file in arrays/weights.npy arrays/kept.path.npy metrics.jsonl; do
      cmp "$scratch/kept_binaries.runs/$rule/$file" "$scratch/$which.runs/$rule/$file" ||
        fail "$which: $rule: other bits in $file"
    done
  done
done

for rule in "${rules[@]}"; do
  "$here/numbers" print "$scratch/kept_binaries.runs/$rule" >"$scratch/$rule.txt"
  said=$("$here/numbers" compare "$here/baseline/$rule.txt" "$scratch/$rule.txt") ||
    fail "$rule: $said"
  # The comparison sees a number that moved by a thousandth.
  awk 'NR == 200 { $2 = $2 * 1.001 + 0.001 } { print }' "$scratch/$rule.txt" >"$scratch/moved.txt"
  ! "$here/numbers" compare "$here/baseline/$rule.txt" "$scratch/moved.txt" >"$scratch/said" ||
    fail "$rule: a number that moved is not seen"
done

# And they still keep the contract, as `plugin check` has it today.
env -u HEBB_PLUGIN_PATH "$binary" plugin check -q "$scratch"/kept_binaries/*.so >"$scratch/said" ||
  { cat "$scratch/said"; fail "plugin check"; }

((failures == 0)) || exit 1
echo "$count kept binaries give the same bits as their sources, and the kept numbers"
