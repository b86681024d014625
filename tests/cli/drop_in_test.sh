#!/usr/bin/env bash
# drop_in_test -- a new file in plugins/rule/ is a new rule: built alone, run by name, with the host
# binary untouched.
# Runs alone: for a moment it adds a plugin to the tree, which other tests would find.
set -euo pipefail

: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY_DIR:?}" "${HEBB_BINARY:?}" "${HEBB_PLUGIN_DIR:?}"

name=zz_drop_in_test
source=$HEBB_SOURCE_DIR/plugins/rule/$name.cpp
library=$HEBB_PLUGIN_DIR/hebb_rule_$name.so
scratch=$(mktemp -d)

# The tree and the build as they were, also after a failure or an interrupt.
restore() {
  local code=$?
  trap - EXIT
  rm -f "$source" "$library"
  rm -rf "$HEBB_BINARY_DIR/plugins/CMakeFiles/hebb_rule_$name.dir"
  cmake "$HEBB_BINARY_DIR" >"$scratch/restore.log" 2>&1 ||
    { cat "$scratch/restore.log" && code=1; }
  rm -rf "$scratch"
  exit "$code"
}
trap restore EXIT
trap 'exit 130' INT TERM HUP

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

identity() { printf '%s %s\n' "$(sha256sum <"$HEBB_BINARY")" "$(stat -c %y "$HEBB_BINARY")"; }

cat >"$scratch/drop_in.yaml" <<YAML
schema: 1
data: {name: bars, train: 64, test: 4}
model: {units: 4}
rule: $name
train: {rate: 0.1}
YAML
run() {
  env -u HEBB_PLUGIN_PATH "$HEBB_BINARY" run "$scratch/drop_in.yaml" -o "$scratch/runs" "$@"
}

# The leftovers of a test that was killed would make this one pass for nothing.
rm -f "$source" "$library"
run >"$scratch/log" 2>&1 && fail "rule $name runs before it is there"
grep -q "unknown rule '$name'" "$scratch/log" || fail "unexpected: $(cat "$scratch/log")"

before=$(identity)
cp "$HEBB_SOURCE_DIR/plugins/rule/softhebb.cpp" "$source"
cmake --build "$HEBB_BINARY_DIR" --target "hebb_rule_$name" >"$scratch/build.log" 2>&1 ||
  fail "the plugin does not build: $(cat "$scratch/build.log")"
[[ -f $library ]] || fail "no $library"
[[ $(identity) == "$before" ]] || fail "building a plugin changed $HEBB_BINARY"

run >"$scratch/log" 2>&1 || fail "the new rule does not run: $(cat "$scratch/log")"
grep -q "hebb_rule_$name.so" "$scratch"/runs/*/run.json || fail "the run used another library"
run -s rule=softhebb >"$scratch/log" 2>&1 || fail "softhebb does not run: $(cat "$scratch/log")"
[[ $(sha256sum "$scratch"/runs/*/arrays/weights.npy | cut -d ' ' -f 1 | uniq -c) == *" 2 "* ]] ||
  fail "the copy of softhebb learned other weights than softhebb"
[[ $(identity) == "$before" ]] || fail "running changed $HEBB_BINARY"
echo "a file in plugins/rule/ is a rule, and $HEBB_BINARY stayed as it was"
