#!/usr/bin/env bash
# layout_test -- the plugin header keeps the layout of every version in tests/abi; a field that is added
# as the contract allows is accepted, and each other change is named.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
header=$root/sdk/include/hebb/plugin.h
source "$here/runs.bash"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

"$here/layout" print "$header" >"$scratch/today.txt"
(($(grep -c '^field ' "$scratch/today.txt") > 100)) || fail "found too few fields"
for version in $(kept_versions); do
  "$here/layout" compare "$version/layout.txt" "$scratch/today.txt" >"$scratch/said" ||
    fail "$(basename "$version") is not kept: $(cat "$scratch/said")"
  "$here/layout" print "$version/plugin.h" | cmp -s - "$version/layout.txt" ||
    fail "$version/plugin.h has another layout than layout.txt beside it"
done
# Today's minor is kept to the letter.
latest=$(kept_versions | tail -1)
diff "$latest/layout.txt" "$scratch/today.txt" >"$scratch/diff" || {
  cat "$scratch/diff"
  fail "the layout is not that of $(basename "$latest"): raise HEBB_ABI_MINOR, or run tests/abi/snapshot"
}

# No struct has a gap, where a compiler could differ and a minor could not append.
awk '$1 == "struct" { size[$2] = $3 }
  $1 == "field" { sub(/\..*/, "", $2); sum[$2] += $4 }
  END { for (name in size) if (size[name] != sum[name]) print name, "has", size[name] - sum[name], "bytes of padding" }' \
  "$scratch/today.txt" >"$scratch/gaps"
[[ ! -s $scratch/gaps ]] || fail "$(cat "$scratch/gaps")"

# changed SED_SCRIPT -- the listing of a copy of the header with that change.
changed() {
  sed -E "$1" "$header" >"$scratch/plugin.h"
  ! cmp -s "$header" "$scratch/plugin.h" || fail "'$1' changes nothing"
  "$here/layout" print "$scratch/plugin.h" >"$scratch/changed.txt"
  "$here/layout" compare "$scratch/today.txt" "$scratch/changed.txt"
}

# refused SED_SCRIPT MESSAGE -- the change is seen, and this is one of the lines that say so.
refused() {
  local said
  if said=$(changed "$1"); then
    fail "'$1' is taken for compatible"
  fi
  grep -qxF -- "$2" <<<"$said" || fail "'$1': wanted '$2', got: $said"
}

new_minor='s/^#define HEBB_ABI_MINOR 0u/#define HEBB_ABI_MINOR 1u/'
append='/^\} hebb_rule_step;/i\  const float* novelty;'

# The right ways: behind the last field, with a new minor; a new constant; a new struct.
said=$(changed "$new_minor; $append") || fail "a field behind the last one is refused: $said"
said=$(changed 's/^#define HEBB_MODE_DIRECT 3u/&\n#define HEBB_MODE_OTHER 4u/') ||
  fail "a new constant is refused: $said"
said=$(changed "$new_minor; s/^typedef struct hebb_setup/typedef struct hebb_new { int x; } hebb_new;\n&/") ||
  fail "a new struct is refused: $said"

# The wrong ways.
refused "$append" 'hebb_rule_step.novelty is new, but HEBB_ABI_MINOR is 0 as before'
refused "$new_minor; s/^  const float\* u; .*units x batch \*\//  const float* novelty;\n&/" \
  'hebb_rule_step.novelty is new at 72, wanted behind the 176 bytes there were'
refused 's/^  uint32_t inputs;/  uint32_t swapped;/; s/^  uint32_t units;/  uint32_t inputs;/; s/^  uint32_t swapped;/  uint32_t units;/' \
  'hebb_setup.inputs is at 8, was at 4'
refused 's/^  double rate; /  float rate; /' 'hebb_rule_step.rate is float of 4 bytes, was double of 8'
refused 's/^  uint32_t unit_norm; /  int32_t unit_norm; /' \
  'hebb_rule_plan.unit_norm is int32_t of 4 bytes, was uint32_t of 4'
refused 's/^  const float\* third; .*$//' 'hebb_rule_step.third is gone'
refused 's/^#define HEBB_AXIS_UNIT 2u/#define HEBB_AXIS_UNIT 7u/' 'HEBB_AXIS_UNIT is 7, was 2'
refused 's/^(#define HEBB_NEED_W0 .*)$/\n/' 'HEBB_NEED_W0 is gone, was 524288'
refused 's/uint64_t n, float keep,/uint32_t n, float keep,/' \
  'hebb_host.ema is void (*)(const hebb_host* host, uint32_t n, float keep, const float* value, float* average) of 8 bytes, was void (*)(const hebb_host* host, uint64_t n, float keep, const float* value, float* average) of 8'

((failures == 0)) || exit 1
echo "$(grep -c '^field ' "$scratch/today.txt") fields and $(grep -c '^constant ' "$scratch/today.txt") constants are where they were"
