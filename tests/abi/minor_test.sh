#!/usr/bin/env bash
# minor_test -- the prefix rule: with a header of ABI 1.1, in which every struct has a field more,
# plugins that are built with it run on today's program, and a host that is built with it runs the
# kept binaries, each with the same bits as today.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
build=${HEBB_BINARY_DIR:-$root/build}
binary=${HEBB_BINARY:-$build/bin/hebb}
header=$root/sdk/include/hebb/plugin.h
source "$here/runs.bash"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# The header of 1.1. The layout says that it appends only.
mkdir -p "$scratch/include/hebb"
sed -E 's/^#define HEBB_ABI_MINOR 0u/#define HEBB_ABI_MINOR 1u/
  s/^\} hebb_[a-z_]+;/  uint64_t later;\n&/
  /^struct hebb_host \{/,/^\};/s/^\};/  uint64_t later;\n&/' "$header" >"$scratch/include/hebb/plugin.h"
"$here/layout" print "$header" >"$scratch/today.txt"
"$here/layout" print "$scratch/include/hebb/plugin.h" >"$scratch/later.txt"
"$here/layout" compare "$scratch/today.txt" "$scratch/later.txt" || fail "this is no minor"
structs=$(grep -c '^struct ' "$scratch/today.txt")
(($(grep -c '\.later ' "$scratch/later.txt") == structs)) || fail "a struct without a field more"

# Plugins of tomorrow: they need minor 0, and are as long as their header has them.
kept=$here/v1.0
"$here/build_kept" "$kept/plugins" "$header" "$scratch/plugins_of_today"
"$here/build_kept" "$kept/plugins" "$scratch/include/hebb/plugin.h" "$scratch/plugins_of_tomorrow" \
  -Wno-missing-field-initializers
! cmp -s "$scratch"/plugins_of_{today,tomorrow}/hebb_rule_kept_wta.so || fail "the same library"
for which in plugins_of_today plugins_of_tomorrow; do
  mkdir "$scratch/$which.runs"
  runs "$kept" "$scratch/$which" "$scratch/$which.runs" || fail "$which: the runs"
done
for rule in $(rules_of "$kept"); do
  same_bits "$rule" "$scratch"/plugins_of_{today,tomorrow}.runs/"$rule"
done

# A host of tomorrow.
host() { # host NAME INCLUDE...
  "${CXX:-c++}" -std=c++20 -O0 -w -fno-math-errno -DBOOST_DLL_USE_STD_FS "${@:2}" -I "$root/host" \
    "$here/tomorrow.cpp" "$build/host/base/libhebb_base.a" \
    -lfmt -lgomp -lnettle -lopenblas -lspdlog -ldl -o "$scratch/$1"
}
host host_of_today -I "$root/sdk/include"
host host_of_tomorrow -I "$scratch/include" -I "$root/sdk/include"
for which in host_of_today host_of_tomorrow; do
  "$scratch/$which" "$kept" >"$scratch/$which.txt" || fail "$which: $(tail -1 "$scratch/$which.txt")"
done
diff <(echo 'minor 1') <(head -1 "$scratch/host_of_tomorrow.txt") || fail "this is no host of tomorrow"
(($(wc -l <"$scratch/host_of_today.txt") > 500)) || fail "the kept binaries do too little"
cmp <(tail -n +2 "$scratch/host_of_today.txt") <(tail -n +2 "$scratch/host_of_tomorrow.txt") ||
  fail "the kept binaries have other numbers in a host of tomorrow"

((failures == 0)) || exit 1
echo "ABI 1.1 with $structs longer structs: its plugins run on today's program, today's on its host"
