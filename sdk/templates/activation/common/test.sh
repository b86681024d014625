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

# A rule that sees y only.
cat >"$scratch/bars.yaml" <<'YAML'
schema: 1
data: {name: bars, size: 3, train: 320, test: 1}
model: {units: 4}
rule: {name: softhebb, competition: activity, temperature: 0.1}
train: {batch: 32, rate: 0.5}
YAML

# weights NAME ACTIVATION -- the sha256 of the weights that are learned with an activation.
weights() {
  "$hebb" run "$scratch/bars.yaml" --plugin-path "$plugins" -o "$scratch/$1" -q \
    -s "model.activation=$2" >/dev/null || fail "$1: the run"
  sha256sum <"$(echo "$scratch/$1"/*/arrays/weights.npy)"
}

relu=$(weights relu relu)
identity=$(weights identity identity)
none=$(weights none "{name: 'example_name', threshold: 0}")
some=$(weights some "{name: 'example_name', threshold: 0.5}")
[[ $relu != "$identity" ]] || fail "these samples do not show the activation"
[[ $none == "$relu" ]] || fail "with threshold 0 it is not relu"
[[ $some != "$relu" ]] || fail "with threshold 0.5 it is still relu"
echo "example_name is relu without a threshold, and not with one"
