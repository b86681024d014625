#!/usr/bin/env bash
# sdk_project_test -- a rule in a project of its own, built with the SDK's CMake function only.
set -euo pipefail

: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY:?}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

mkdir "$scratch/mine"
cp "$HEBB_SOURCE_DIR/plugins/rule/none.cpp" "$scratch/mine/my-rule.cpp"
cat >"$scratch/mine/CMakeLists.txt" <<CMAKE
cmake_minimum_required(VERSION 3.25)
project(mine LANGUAGES CXX)
add_subdirectory("$HEBB_SOURCE_DIR/sdk" sdk)
list(APPEND CMAKE_MODULE_PATH "$HEBB_SOURCE_DIR/sdk/cmake")
include(HebbPlugin)
set(HEBB_PLUGIN_OUTPUT_DIRECTORY \${PROJECT_BINARY_DIR}/plugins)
hebb_add_plugin(rule my-rule my-rule.cpp)
CMAKE
{ cmake -S "$scratch/mine" -B "$scratch/build" && cmake --build "$scratch/build"; } \
  >"$scratch/log" 2>&1 || fail "the project does not build: $(cat "$scratch/log")"

library=$scratch/build/plugins/hebb_rule_my-rule.so
[[ -f $library ]] || fail "no $library"
exported=$(nm -D --defined-only "$library" | awk '{print $3}' | sort | paste -sd ' ')
[[ $exported == hebb_plugin_v1 ]] || fail "it exports '$exported', wanted hebb_plugin_v1 alone"
needed=$(readelf -d "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -E 'armadillo|blas' ||
  true)
[[ -z $needed ]] || fail "it needs $needed, wanted the C++ library alone"

cat >"$scratch/mine.yaml" <<'YAML'
schema: 1
data: {name: bars, train: 64, test: 4}
model: {units: 4}
rule: {name: my-rule, unit_norm: true}
train: {rate: 0.1}
YAML
"$HEBB_BINARY" run "$scratch/mine.yaml" -o "$scratch/runs" --plugin-path "$scratch/build/plugins" \
  >"$scratch/log" 2>&1 || fail "the rule does not run: $(cat "$scratch/log")"
grep -q '"name": "my-rule"' "$scratch"/runs/*/run.json || fail "the run used another rule"
echo "a project with the SDK alone builds a rule that runs"
