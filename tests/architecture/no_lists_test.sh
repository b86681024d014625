#!/usr/bin/env bash
# no_lists_test -- no build file names a plugin: adding one adds files and edits none.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$here/../..}

# Build files of ROOT that name a plugin of ROOT, as grep shows them.
named_plugins() {
  local names files
  names=$(cd "$1" && find plugins -mindepth 2 -type f \( -name '*.c' -o -name '*.cpp' \) |
    sed 's|.*/||; s|\.[a-z]*$||' | sort -u | paste -sd '|')
  mapfile -t files < <(cd "$1" && find . -type d \( -name 'build*' -o -name '.*' -a ! -name . \) \
    -prune -o -type f \( -name CMakeLists.txt -o -name '*.cmake' \) -print)
  # A short name such as "hebb" or "none" is a word as well: it counts where it stands as a plugin.
  # The paper's rules count anywhere. host/engine has a conscience of its own, for any rule.
  (cd "$1" && grep -HnE \
    "(rule|activation|metric)[/_ ]($names)([^a-z0-9_-]|\$)|(^|[^a-z0-9_-])($names)\.(c|cpp|so)([^a-z]|\$)|softhebb|hebbnet|liuson" \
    "${files[@]}" | grep -vE '^\./host/engine/CMakeLists\.txt:.* conscience\.cpp ') || true
}

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

found=$(named_plugins "$root")
[[ -z $found ]] || fail "build files that name plugins:"$'\n'"$found"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/plugins/rule"
touch "$scratch/plugins/rule/oja.cpp"

# says LINE EXPECTED -- a build file with that line is found (1) or not (0).
says() {
  printf '%s\n' "$1" >"$scratch/CMakeLists.txt"
  local got
  got=$(named_plugins "$scratch" | wc -l)
  [[ $got == "$2" ]] || fail "'$1': got $got findings, wanted $2"
}

says 'add_library(x MODULE oja.cpp)' 1
says 'hebb_add_plugin(rule oja ${source})' 1
says 'add_dependencies(all hebb_rule_oja)' 1
says 'set(rules softhebb)' 1
says 'hebb_add_plugin(${kind} ${name} ${source})' 0
says 'add_library(x STATIC ojala.cpp)' 0

((failures == 0)) || exit 1
echo "no build file names a plugin"
