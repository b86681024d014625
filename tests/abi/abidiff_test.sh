#!/usr/bin/env bash
# abidiff_test -- libabigail, which reads the layout from debugging information, finds nothing that
# changed between a library built with the header of a kept version and one with today's. No
# suppressions.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
header=$root/sdk/include/hebb/plugin.h
command -v abidiff >/dev/null || { echo "skipped: no abidiff here (abigail-tools)"; exit 77; }
source "$here/runs.bash"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# A function for each struct of the header, so that all of them are in the library.
{
  echo '#include <hebb/plugin.h>'
  "$here/layout" print "$header" | sed -n 's/^struct \(hebb_[a-z_]*\) .*/HEBB_EXPORT int take_\1(const \1* it);\nint take_\1(const \1* it) { return it != 0; }/p'
} >"$scratch/probe.c"
(($(grep -c '^int take_' "$scratch/probe.c") >= 14)) || fail "found too few structs"

# probe NAME HEADER -- the library NAME.so, built with that header. CFLAGS of whoever runs the tests
# are left out: optimised or not, the layout is the same.
probe() {
  mkdir -p "$scratch/$1/hebb"
  cp "$2" "$scratch/$1/hebb/plugin.h"
  "${CC:-cc}" -g -O0 -fPIC -shared -I "$scratch/$1" -o "$scratch/$1.so" "$scratch/probe.c"
}

compare() { abidiff --no-default-suppression --no-added-syms "$scratch/baseline.so" "$scratch/$1.so"; }

probe baseline "$(kept_versions | tail -1)/plugin.h"
probe today "$header"
compare today >"$scratch/said" || { cat "$scratch/said"; fail "today's header has another ABI"; }

# seen NAME SED_SCRIPT -- the change is reported.
seen() {
  sed -E "$2" "$header" >"$scratch/plugin.h"
  ! cmp -s "$header" "$scratch/plugin.h" || fail "'$2' changes nothing"
  probe "$1" "$scratch/plugin.h"
  if compare "$1" >"$scratch/said"; then fail "$1: abidiff sees nothing"; fi
  grep -qF "$3" "$scratch/said" || fail "$1: wanted '$3', got: $(cat "$scratch/said")"
}

seen reorder 's/^  const float\* gram; /  const float* swapped; /; s/^  const float\* norms; /  const float* gram; /; s/^  const float\* swapped; /  const float* norms; /' \
  'norms'
seen retype 's/^  double rate; /  float rate; /' "'double rate'"
seen insert 's/^  uint64_t steps; .*planned/  uint64_t more;\n&/' "'uint64_t more'"

((failures == 0)) || exit 1
echo "abidiff finds no change in $(grep -c '^int take_' "$scratch/probe.c") structs"
