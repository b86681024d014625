#!/usr/bin/env bash
# test -- example_name does what its equation says, in runs of a moment: test.sh HEBB PLUGINS
set -euo pipefail
hebb=${1:?usage: test.sh HEBB PLUGINS} plugins=${2:?usage: test.sh HEBB PLUGINS}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

# 3 x 3 pixels of 0 or 1; 40 steps of one sample each.
cat >"$scratch/bars.yaml" <<'YAML'
schema: 1
data: {name: bars, size: 3, train: 40, test: 1}
model: {units: 4}
rule: 'example_name'
train: {batch: 1, rate: 1}
YAML

# weights LEAK -- the units after a run, one a line, in whole numbers of 0.0001.
weights() {
  "$hebb" run "$scratch/bars.yaml" --plugin-path "$plugins" -o "$scratch/leak$1" -q \
    -s "rule={name: 'example_name', leak: $1}" >/dev/null || fail "leak $1: the run"
  tail -c $((4 * 9 * 4)) "$scratch/leak$1"/*/arrays/weights.npy | od -A n -v -t f4 -w36 |
    awk '{ for (i = 1; i <= NF; ++i) printf "%d ", 10000 * $i + ($i < 0 ? -0.5 : 0.5); print "" }'
}

# With rate 1 and leak 1, W_j <- W_j + (x - W_j) = x: every unit is the last sample.
weights 1 >"$scratch/all"
[[ $(wc -l <"$scratch/all") == 4 ]] || fail "leak 1: wanted 4 units"
[[ $(sort -u "$scratch/all" | wc -l) == 1 ]] || fail "leak 1: the units differ: $(<"$scratch/all")"
! grep -qvE '^((0|10000) )+$' "$scratch/all" || fail "leak 1: no sample: $(<"$scratch/all")"

# With leak 0 only the winner moves: the units are not all the same.
weights 0 >"$scratch/winner"
(($(sort -u "$scratch/winner" | wc -l) > 1)) || fail "leak 0: all units are $(<"$scratch/winner")"
grep -qE '^((0|10000) )+$' "$scratch/winner" || fail "leak 0: no unit is a sample"
echo "example_name moves the units that it should to where it should"
