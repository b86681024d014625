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

# One step of a white image of 3 x 3 pixels with c = y and rate 1: u_j is the sum of the unit's
# weights, and each of its weights grows by y_j.
cat >"$scratch/white.yaml" <<'YAML'
schema: 1
data: {name: bars, size: 3, probability: 0.999999, train: 1, test: 1}
model: {units: 64}
rule: {name: hebbnet, sparsity: 0, unit_norm: false}
train: {batch: 1, rate: 1}
YAML

# weights THRESHOLD OPTION... -- the units after a run, one a line.
weights() {
  rm -rf "$scratch/runs"
  "$hebb" run "$scratch/white.yaml" --plugin-path "$plugins" -o "$scratch/runs" -q "${@:2}" \
    -s "model.activation={name: 'example_name', threshold: $1}" >/dev/null ||
    fail "threshold $1: the run"
  tail -c $((4 * 9 * 64)) "$scratch"/runs/*/arrays/weights.npy | od -A n -v -t f4 -w36
}

for threshold in 0 0.5; do
  weights $threshold -s train.rate=1e-30 >"$scratch/before"
  weights $threshold >"$scratch/after"
  paste "$scratch/before" "$scratch/after" | awk -v t=$threshold '
    { u = 0; for (i = 1; i <= 9; ++i) u += $i
      y = u > t ? u - t : 0
      if (u > t) ++active; else ++silent
      for (i = 1; i <= 9; ++i) { off = $(i + 9) - $i - y; if (off > 1e-4 || off < -1e-4) ++wrong } }
    END { print NR " units, " active + 0 " active, " wrong + 0 " weights wrong"
      exit !(NR == 64 && active > 0 && silent > 0 && !wrong) }' >"$scratch/said" ||
    fail "threshold $threshold: $(<"$scratch/said")"
done
echo "example_name is what its equation says, for active and for silent units"
