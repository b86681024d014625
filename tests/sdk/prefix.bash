# prefix -- an installation in a folder of its own, and a new user's way from there; for the tests
# beside this file, which source it. Wanted: HEBB_SOURCE_DIR, HEBB_BINARY_DIR.
set -euo pipefail
: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY_DIR:?}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix="$scratch/a prefix"

fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

# needs PROGRAM... -- the test is skipped where one is missing.
needs() {
  local program
  for program in "$@"; do
    PATH=$user_path command -v "$program" >/dev/null && continue
    echo "skipped: no $program here"
    exit 77
  done
}

# The system's programs, without what whoever runs the tests has set up.
user_path=/usr/local/bin:/usr/bin:/bin

# as_user COMMAND... -- in the environment of a new user of the installation.
as_user() {
  env -i PATH="$prefix/bin:$user_path" HOME="$scratch/home" LC_ALL=C.UTF-8 "$@"
}

# logged WHAT COMMAND... -- its output in $scratch/log, shown if it fails.
logged() {
  local what=$1
  shift
  "$@" >"$scratch/log" 2>&1 || fail "$what: $(cat "$scratch/log")"
}

# Installs, and moves the prefix to another place.
install_and_move() {
  mkdir -p "$scratch/home"
  logged "the installation" cmake --install "$HEBB_BINARY_DIR" --prefix "$scratch/first place"
  mv "$scratch/first place" "$prefix"
}

# The weights of the only run in FOLDER, as decimals, one a line.
weights() {
  local file size
  file=$(echo "$1"/*/arrays/weights.npy)
  size=$(($(tr -dc '0-9,' < <(head -c 128 "$file" | grep -aoE '\([0-9]+, *[0-9]+\)') | tr ',' '*')))
  tail -c $((4 * size)) "$file" | od -A n -v -t f4 -w4
}

# new_plugin KIND NAME LANGUAGE -- `plugin new`, build with every warning an error, its own test,
# `plugin check`, and the experiment that comes with it, in $scratch/NAME.
new_plugin() {
  cd "$scratch"
  logged "plugin new $*" as_user hebb plugin new "$1" "$2" --lang "$3"
  cd "$2"
  logged "$*: configuring" as_user CFLAGS="-Wall -Wextra -pedantic -Wconversion -Werror" \
    CXXFLAGS="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror" \
    FFLAGS="-Wall -Wextra -Werror" cmake -S . -B build
  logged "$*: building" as_user RUSTFLAGS="-D warnings" cmake --build build --verbose
  ! grep -i 'warning' "$scratch/log" || fail "$*: building warns"
  logged "$*: its test" as_user ctest --test-dir build --no-tests=error --output-on-failure
  local exported
  exported=$(nm -D --defined-only "build/plugins/hebb_$1_$2.so" | awk '{print $3}' | paste -sd ' ')
  [[ $exported == hebb_plugin_v1 ]] || fail "$*: exports '$exported', wanted hebb_plugin_v1 alone"
  logged "$*: plugin check" as_user hebb plugin check "build/plugins/hebb_$1_$2.so"
  grep -q ' 0 warned, 0 failed, ' "$scratch/log" || fail "$*: plugin check warns: $(cat "$scratch/log")"
  logged "$*: its experiment" as_user hebb run "$2.yaml" --plugin-path build/plugins -o runs
  grep -q "hebb_$1_$2.so" runs/*/run.json || fail "$*: no run used the plugin"
  ! grep -rlF -e "$HEBB_SOURCE_DIR" -e "$HEBB_BINARY_DIR" . ||
    fail "$*: these files name the tree or the build folder of hebb"
}
