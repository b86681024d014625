#!/usr/bin/env bash
# test -- example_name does what its equation says, in runs of a moment: test.sh HEBB PLUGINS
set -euo pipefail
hebb=${1:?usage: test.sh HEBB PLUGINS} plugins=${2:?usage: test.sh HEBB PLUGINS}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# Images of 3 x 3 pixels, each 0 or 1.
cat >"$scratch/bars.yaml" <<'YAML'
schema: 1
data: {name: bars, size: 3, train: 40, test: 1}
model: {units: 4}
rule: 'example_name'
train: {batch: 1, rate: 1}
YAML

# weights LEAK OPTION... -- the units after a run, one a line, in whole numbers of 0.0001.
weights() {
  rm -rf "$scratch/runs"
  "$hebb" run "$scratch/bars.yaml" --plugin-path "$plugins" -o "$scratch/runs" -q \
    -s "rule={name: 'example_name', leak: $1}" "${@:2}" >/dev/null || fail "leak $1: the run"
  tail -c $((4 * 9 * 4)) "$scratch"/runs/*/arrays/weights.npy | od -A n -v -t f4 -w36 |
    awk '{ for (i = 1; i <= NF; ++i) printf "%d ", 10000 * $i + ($i < 0 ? -0.5 : 0.5); print "" }'
}

# With rate 1 and leak 1, W_j <- W_j + (x - W_j) = x: every unit is the last sample.
weights 1 >"$scratch/all"
[[ $(wc -l <"$scratch/all") == 4 ]] || fail "leak 1: wanted 4 units"
[[ $(sort -u "$scratch/all" | wc -l) == 1 ]] || fail "leak 1: the units differ: $(<"$scratch/all")"
! grep -qvE '^((0|10000) )+$' "$scratch/all" || fail "leak 1: no sample: $(<"$scratch/all")"

# One step of a white image with leak 0: u_j is the sum of the unit's weights, so the unit with the
# largest sum becomes the image and the others stay. Seeds start from other weights.
for seed in 1 2 3 4 5; do
  white=(-s "seed=$seed" -s data.train=1 -s data.probability=0.999999)
  weights 0 "${white[@]}" -s train.rate=1e-30 >"$scratch/before"
  weights 0 "${white[@]}" >"$scratch/after"
  awk '{ for (i = 1; i <= NF; ++i) u[NR] += $i; unit[NR] = $0; if (!w || u[NR] > u[w]) w = NR }
    END { for (j = 1; j <= NR; ++j) {
      if (j == w) for (i = 1; i <= 9; ++i) printf "10000 "; else printf "%s", unit[j]
      print "" } }' "$scratch/before" | sed 's/ *$//' >"$scratch/wanted"
  sed 's/ *$//' "$scratch/after" | cmp -s - "$scratch/wanted" ||
    fail "seed $seed: got $(<"$scratch/after") wanted $(<"$scratch/wanted")"
  grep -nxF '10000 10000 10000 10000 10000 10000 10000 10000 10000' "$scratch/wanted" |
    cut -d : -f 1 >>"$scratch/winners"
done
(($(sort -u "$scratch/winners" | wc -l) > 1)) || fail "one unit won with every seed"
echo "example_name moves the units that it should to where it should"
