#!/usr/bin/env bash
# dependency_test -- what a plugin pulls into the process is in run.json by path and SHA-256, and a
# change of it makes the run stale.
set -euo pipefail

: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY:?}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset HEBB_PLUGIN_PATH
export HOME=$scratch XDG_DATA_HOME=$scratch/data XDG_CACHE_HOME=$scratch/cache

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

# library NAME GAIN -- a library with one function, new each time: hebb may have the old one mapped.
library() {
  printf 'float hebb_test_%s(void) { return %sF; }\n' "$1" "$2" >"$scratch/$1.c"
  rm -f "$scratch/lib$1.so"
  "${CC:-cc}" -shared -fPIC -o "$scratch/lib$1.so" "$scratch/$1.c"
}

# A rule that is linked with one library and opens another when it is made.
mkdir "$scratch/plugins"
sed -e 's/"hebb_c"/"leaning"/' \
  -e 's|^#include <string.h>|&\n#include <dlfcn.h>\nextern float hebb_test_linked(void);|' \
  -e "s|  plan->needs = |  if (dlopen(\"$scratch/libopened.so\", RTLD_NOW) == NULL) return -1;\n&|" \
  -e 's|  memcpy(s->c, .*|&\n  s->c[0] *= hebb_test_linked();|' \
  "$HEBB_SOURCE_DIR/tests/contract/plugins/rule_hebb_c.c" >"$scratch/leaning.c"
library linked 1.0
library opened 1.0
"${CC:-cc}" -shared -fPIC -I"$HEBB_SOURCE_DIR/sdk/include" \
  -o "$scratch/plugins/hebb_rule_leaning.so" "$scratch/leaning.c" \
  -L"$scratch" -llinked -Wl,-rpath,"$scratch" -Wl,-z,nodelete -ldl

cat >"$scratch/a.yaml" <<'YAML'
schema: 1
data: {name: bars, train: 64, test: 4}
model: {units: 4}
rule: leaning
train: {rate: 0.001}
YAML
run() {
  "$HEBB_BINARY" run "$scratch/a.yaml" -o "$scratch/out" --plugin-path "$scratch/plugins" \
    >"$scratch/log" 2>&1 || fail "$(cat "$scratch/log")"
}

# recorded NAME -- the digest that the run has of a library, "" for none.
recorded() {
  cat "$scratch"/out/????????????????/run.json | python3 -c '
import json, sys
for record in json.load(sys.stdin)["dependencies"]:
    if record["file"] == sys.argv[1]:
        print(record["sha256"])' "$(realpath "$scratch/lib$1.so")"
}
digest() { sha256sum <"$scratch/lib$1.so" | cut -d ' ' -f 1; }

for changed in linked opened; do
  run
  for name in linked opened; do
    [[ $(recorded "$name") == "$(digest "$name")" ]] ||
      fail "lib$name.so is recorded as '$(recorded "$name")': $(cat "$scratch"/out/*/run.json)"
  done
  library "$changed" 2.0
  run
  grep -q "is stale (library $(realpath "$scratch")/lib$changed.so of a plugin has changed)" \
    "$scratch/log" || fail "after a change of lib$changed.so: $(cat "$scratch/log")"
done
run
! grep -q stale "$scratch/log" || fail "stale without a change: $(cat "$scratch/log")"

# A run of bundled plugins has none but the system's.
sed -i 's/leaning/softhebb/' "$scratch/a.yaml"
rm -rf "$scratch/out"
run
[[ -z $(recorded linked) ]] || fail "a library is recorded that nobody needed"
echo "linked and opened libraries are recorded, and stale when they change"
