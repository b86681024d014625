#!/usr/bin/env bash
# reproduction_test -- the paper's experiments, executed twice, give the same tables and the same page
# byte for byte. On drawn digits with tiny layers; with HEBB_TEST_FULL=1 and MNIST and CIFAR-10, the
# quick form itself.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
export HEBB_BINARY=${HEBB_BINARY:-$root/build/bin/hebb} PYTHONDONTWRITEBYTECODE=1
unset HEBB_PLUGIN_PATH
command -v gnuplot >/dev/null || { echo "gnuplot is not installed"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# executed NAME FILE FOLDER OPTION... -- runs configs/paper/FILE twice, on one core and on two, into
# NAME-1/FOLDER and NAME-2/FOLDER.
executed() {
  local name=$1 file=$2 folder=$3
  shift 3
  for jobs in 1 2; do
    "$HEBB_BINARY" run "$root/configs/paper/$file" --quick "$@" -j "$jobs" -q \
      -o "$scratch/$name-$jobs/$folder" >/dev/null 2>"$scratch/err" ||
      { cat "$scratch/err"; fail "$file: hebb run"; }
  done
}

# compared NAME -- both executions of NAME give the same tables and the same page.
compared() {
  for jobs in 1 2; do
    "$HEBB_BINARY" report "$scratch/$1-$jobs/paper" -o "$scratch/$1-$jobs/report" -q >"$scratch/out"
    mkdir -p "$scratch/$1-$jobs/docs"
    cp "$root/docs/reproduction.md" "$scratch/$1-$jobs/docs/page.md"
    "$root/docs/reproduce" "$scratch/$1-$jobs" --page "$scratch/$1-$jobs/docs/page.md" ||
      fail "$1: docs/reproduce"
  done
  diff -r "$scratch/$1-1/report/tables" "$scratch/$1-2/report/tables" >"$scratch/out" ||
    { head -5 "$scratch/out"; fail "$1: the tables differ"; }
  diff -r "$scratch/$1-1/docs" "$scratch/$1-2/docs" >"$scratch/out" ||
    { head -5 "$scratch/out"; fail "$1: the pages differ"; }
}

digits="{name: digits, train: 3300, test: 100}"
executed small all.yaml paper -s "sweep.grid.data=[{label: MNIST, value: $digits}]" \
  -s "sweep.grid.model.units=[32]" -s sweep.seeds=2
for file in softhebb-radius softhebb-published; do
  executed small $file.yaml softhebb -s "data=$digits" -s model.units=6
done
executed small softhebb-map.yaml softhebb-map -s "data=$digits" -s model.units=6 \
  --sweep model.init.radius=1,5 --sweep rule.temperature=1
executed small layer-norm.yaml layer-norm -s "sweep.grid.model.units=[6]" \
  -s "sweep.grid.data=[{label: MNIST, value: $digits}]"
compared small

# Every part of the page is written, and the numbers are those of the runs.
page=$scratch/small-1/docs/page.md
grep -c '^<!-- measured: ' "$page" >"$scratch/parts"
(($(<"$scratch/parts") > 15)) || fail "$(<"$scratch/parts") parts of the page"
grep -A2 '^<!-- measured: ' "$page" | grep -qE '^(<!-- end|Not run)' &&
  ! grep -A2 -E 'measured: (time|figure [45])' "$page" | grep -qE '^Not run' &&
  fail "a part is empty"
grep -F "| MNIST | the paper's rule | 32 | 0.61 | " "$page" | grep -qF '| 2 | indicative: ' ||
  fail "Table 2's first cell does not stand beside two runs"
python3 - "$root" "$scratch/small-1/paper" "$page" <<'PYTHON' || fail "the page's numbers"
import json, pathlib, statistics, sys
sys.path.insert(0, f"{sys.argv[1]}/docs/reproducing")
import results
# Table of Student's t, 97.5 %: Abramowitz and Stegun, table 26.10.
for freedom, quantile in ((1, 12.706), (2, 4.303), (4, 2.776), (9, 2.262), (60, 2.000)):
    assert abs(results.t_quantile(0.95, freedom) - quantile) < 6e-4, (freedom, quantile)
accuracies = []
for file in pathlib.Path(sys.argv[2]).glob("*/summary.json"):
    config = json.loads((file.parent / "config.json").read_text())
    if config["labels"]["list"] == "liuson as run":
        accuracies.append(json.loads(file.read_text())["probe.test_accuracy"])
assert len(accuracies) == 2, accuracies
page = pathlib.Path(sys.argv[3]).read_text()
line = next(line for line in page.splitlines() if line.startswith("| MNIST | liuson |"))
assert f"{statistics.mean(accuracies):.1f} ± " in line, (accuracies, line)
PYTHON

if [[ ${HEBB_TEST_FULL:-0} == 1 ]]; then
  if "$HEBB_BINARY" data path mnist >/dev/null 2>&1 && "$HEBB_BINARY" data path cifar-10 >/dev/null 2>&1
  then
    executed real all.yaml paper
    compared real
    echo "the quick form itself, twice: the same tables"
  else
    echo "MNIST or CIFAR-10 is not there: the quick form itself is left out"
  fi
fi

((failures == 0)) || exit 1
echo "two executions give the same tables and the same page"
