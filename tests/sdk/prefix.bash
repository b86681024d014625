# prefix -- an installation in a folder of its own, and a new user's way from there; for the tests
# beside this file, which source it. Wanted: HEBB_SOURCE_DIR, HEBB_BINARY_DIR.
set -euo pipefail
: "${HEBB_SOURCE_DIR:?}" "${HEBB_BINARY_DIR:?}"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix

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
  logged "the installation" cmake --install "$HEBB_BINARY_DIR" --prefix "$scratch/first"
  mv "$scratch/first" "$prefix"
}
