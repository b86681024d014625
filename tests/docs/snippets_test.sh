#!/usr/bin/env bash
# snippets_test -- the listings of docs/ are files that build, commands that run, lines that appear.
#
#   ```LANGUAGE file=NAME   is written to NAME; *.sh is run in the order of the page, *.yaml is an
#                           experiment that `hebb check` does not refuse, but for missing files
#   ```text of=NAME.sh      each line is part of what NAME.sh printed
#   ```text                 anything else
# A listing in a programming language without a file name is an error. The commands see a copy of
# the build tree as $HEBB, so that they may add plugins to it, and its program as `hebb`.
#
# Begins first: it builds for a minute.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$(cd "$here/../.." && pwd)}
build=${HEBB_BINARY_DIR:-$root/build}
: "${HEBB_PLUGIN_DIR:=$build/lib/hebb/plugins}" "${HEBB_ZOO_DIR:=$build/tests/zoo}"
: "${HEBB_CONTRACT_DIR:=$build/tests/contract/plugins}"
export HEBB_PLUGIN_DIR HEBB_ZOO_DIR HEBB_CONTRACT_DIR
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset HEBB_PLUGIN_PATH HEBB_DATA_DIR
export HOME=$scratch XDG_DATA_HOME=$scratch/data NO_COLOR=1
export CFLAGS="-Wall -Wextra -pedantic -Wconversion -Werror"
export CXXFLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror"

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

# What a user has after ./bootstrap build: sources, build folder, program, plugins.
make_tree() {
  export HEBB=$scratch/hebb
  mkdir -p "$HEBB/build/bin" "$HEBB/build/lib/hebb"
  cp -R "$root/CMakeLists.txt" "$root/CMakePresets.json" "$root/sdk" "$root/host" "$root/plugins" \
    "$HEBB/"
  (cd "$HEBB" && CFLAGS='' CXXFLAGS='' cmake --preset release -DHEBB_TESTS=OFF) \
    >"$scratch/configure.log" 2>&1 || { cat "$scratch/configure.log"; exit 1; }
  cp "$build/bin/hebb" "$HEBB/build/bin/"
  cp -R "$build/lib/hebb/plugins" "$HEBB/build/lib/hebb/"
  export PATH=$HEBB/build/bin:$PATH
}

# extract PAGE FOLDER -- writes the listings; their marks, one a line, to FOLDER.list.
extract() {
  mkdir -p "$2"
  awk -v folder="$2" -v list="$2.list" '
    function begin(line,   part) {
      inside = 1
      out = ""
      split(line, part, " ")
      if (part[2] ~ /^file=/) out = substr(part[2], 6)
      else if (part[2] ~ /^of=/) out = substr(part[2], 4) ".expected" ++count
      else if (part[1] != "text") { print "unnamed " FNR " " line > list; return }
      if (out != "") print out > list
      if (out != "") printf "" > (folder "/" out)
    }
    /^```/ { if (inside) inside = 0; else begin(substr($0, 4)); next }
    inside && out != "" { print > (folder "/" out) }
  ' "$1"
}

# check_page PAGE
check_page() {
  local name folder mark
  name=$(basename "$1" .md)
  folder=$scratch/$name
  : >"$folder.list"
  extract "$1" "$folder"
  cd "$folder"
  while read -r mark; do
    case $mark in
      unnamed*) fail "$1: a listing without a file name: line ${mark#unnamed }" ;;
      *.sh) bash -euo pipefail "$mark" >"$mark.out" 2>&1 </dev/null ||
        { cat "$mark.out"; fail "$1: $mark"; } ;;
      *.yaml) hebb check "$mark" >"$mark.out" 2>&1 || (($? == 3)) ||
        { cat "$mark.out"; fail "$1: $mark"; } ;;
      *.sh.expected*) check_output "$1" "${mark%.expected*}" "$mark" ;;
    esac
  done <"$folder.list"
  cd "$scratch"
}

# check_output PAGE SCRIPT EXPECTED
check_output() {
  local line
  while IFS= read -r line; do
    grep -qF -- "$line" "$2.out" && continue
    fail "$1: $2 does not print '$line', but"
    cat "$2.out"
  done <"$3"
}

# The test that the page about rules shows runs against the rule that it shows.
check_rule_test() {
  local folder=$scratch/adding-a-rule definitions=() variable
  while read -r variable; do definitions+=("-D${variable%%=*}=\"${variable#*=}\""); done \
    < <(env | grep -E '^HEBB_[A-Z_]+=/' || true)
  cd "$folder"
  "${CXX:-g++}" -std=c++20 -O1 "${definitions[@]}" \
    -I "$root/host" -I "$root/tests" -I "$root/sdk/include" my_oja_test.cpp \
    "$build/tests/CMakeFiles/hebb_test_main.dir/main.cpp.o" -Wl,--start-group \
    "$build"/host/{engine,plugin,base}/libhebb_*.a -Wl,--end-group \
    -lfmt -lgomp -lnettle -lopenblas -lspdlog -ldl -o my_oja_test || { fail "the rule's test"; return; }
  HEBB_PLUGIN_PATH=$folder/build/plugins ./my_oja_test >test.out || { cat test.out; fail "my_oja_test"; }
}

make_tree
before=$(sha256sum "$HEBB/build/bin/hebb")
for page in "$root"/docs/*.md; do check_page "$page"; done
[[ $(sha256sum "$HEBB/build/bin/hebb") == "$before" ]] || fail "adding a rule changed the program"
check_rule_test

((failures == 0)) || exit 1
echo "$(cat "$scratch"/*.list | wc -l) listings checked"
