#!/usr/bin/env bash
# browser_test -- the report of a sweep in a browser: no complaint, no request, every figure drawn.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
binary=${HEBB_BINARY:-$root/build/bin/hebb}
for program in chromium gnuplot; do
  command -v "$program" >/dev/null || { echo "$program is not installed"; exit 77; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

cat >"$scratch/sweep.yaml" <<'YAML'
schema: 1
name: "browsed"
data: {name: digits, train: 3300, test: 200}
model: {units: 16}
rule: softhebb
train: {rate: 0.1}
metrics: [gini, wins]
probe: {epochs: 2}
sweep:
  grid:
    rule:
      - {label: "</script><script>document.title='x'</script>", value: {name: softhebb, temperature: 0.3}}
      - {name: liuson, mask: winner}
  seeds: 3
YAML
"$binary" run "$scratch/sweep.yaml" -o "$scratch/runs" -q >"$scratch/out"
"$binary" report "$scratch/runs"
figures=$(find "$scratch/runs/report/figures" -name '*.gp' | wc -l)
((figures > 5)) || { echo "FAILED: $figures figures"; exit 1; }
# Python writes no byte code beside the sources.
PYTHONDONTWRITEBYTECODE=1 python3 "$here/browser.py" "$scratch/runs/report/index.html" "$figures"
echo "$figures figures drawn, scripts off and on, wide and narrow"
