#!/usr/bin/env bash
# pages_test -- links between the pages lead somewhere, and summary.json has the keys that
# docs/configuration.md lists, neither more nor fewer.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
binary=${HEBB_BINARY:-$root/build/bin/hebb}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# Links to other files, of every page.
links=0
for page in "$root"/README.md "$root"/CHANGELOG.md "$root"/docs/*.md; do
  [[ -f $page ]] || continue
  while read -r target; do
    links=$((links + 1))
    [[ -e $(dirname "$page")/${target%%#*} ]] || fail "$page links to $target, which is not there"
  done < <(awk '/^```/ { code = !code } !code' "$page" |
    grep -oE '\]\([^)#:]+(#[^)]*)?\)' | sed 's/^](//; s/)$//')
done
((links > 5)) || fail "found $links links only"

# The keys of a run with all bundled metrics, a probe and 100 steps.
cat >"$scratch/all.yaml" <<'YAML'
schema: 1
data: {name: digits, train: 200, test: 50}
model: {units: 8}
rule: softhebb
train: {rate: 0.1, batch: 2}
metrics: [gini, wins]
probe: {epochs: 1}
YAML
env -u HEBB_PLUGIN_PATH XDG_DATA_HOME="$scratch" "$binary" run "$scratch/all.yaml" -o "$scratch/runs" -q \
  >"$scratch/out" || fail "the run"
sed -n 's/^  "\([a-z0-9_.]*\)":.*/\1/p' "$scratch"/runs/*/summary.json | sort >"$scratch/written"
sed -n '/^## summary.json/,/^## Memory/s/^| `\([a-z0-9_.]*\)` |.*/\1/p' \
  "$root/docs/configuration.md" | sort >"$scratch/documented"
[[ -s $scratch/written ]] || fail "summary.json has no keys"
diff "$scratch/documented" "$scratch/written" >"$scratch/diff" ||
  { cat "$scratch/diff"; fail "docs/configuration.md (<) and summary.json (>) differ"; }

((failures == 0)) || exit 1
echo "$links links lead somewhere; $(wc -l <"$scratch/written") keys of summary.json are documented"
