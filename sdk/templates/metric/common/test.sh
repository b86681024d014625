#!/usr/bin/env bash
# test -- example_name measures what it should, in runs of a moment: test.sh HEBB PLUGINS
set -euo pipefail
hebb=${1:?usage: test.sh HEBB PLUGINS} plugins=${2:?usage: test.sh HEBB PLUGINS}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

cat >"$scratch/bars.yaml" <<'YAML'
schema: 1
data: {name: bars, size: 3, train: 320, test: 1}
model: {units: 1}
rule: none
train: {batch: 32, rate: 1}
metrics: ['example_name']
YAML

# values UNITS -- the lines of the summary that the metric wrote.
values() {
  "$hebb" run "$scratch/bars.yaml" --plugin-path "$plugins" -o "$scratch/units$1" -q \
    -s "model.units=$1" >/dev/null || fail "$1 units: the run"
  grep -E '"example_name\.' "$scratch/units$1"/*/summary.json
}

# One unit wins every sample: exp(-1 ln 1) = 1.
one=$(values 1)
grep -qE '"example_name.last": 1\.0,?$' <<<"$one" || fail "one unit: got $one, wanted 1"
grep -qE '"example_name.share": 1\.0,?$' <<<"$one" || fail "one unit: got $one, wanted share 1"

# Eight units: between 1 and 8, and at least the inverse of the largest share.
values 8 | tr -d '",:' | awk '
  /\.last/ { n = $2 } /\.share/ { share = $2 }
  END { exit !(n >= 1 && n <= 8 && share < 1 && n * share >= 0.999999) }' ||
  fail "eight units: got $(values 8)"
echo "example_name counts one winner where there is one, and no more than there can be"
