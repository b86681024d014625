#!/usr/bin/env bash
# c_header_test -- the plugin header is C99 to C17 and C++14 to C++20, for gcc and clang.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$here/../..}
warnings=(-Wall -Wextra -pedantic -Werror)

# compiles COMPILER LANGUAGE STANDARD FILE
compiles() {
  "$1" -x "$2" "-std=$3" "${warnings[@]}" -I "$root/sdk/include" -fsyntax-only "$4"
}

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
: >"$scratch/user.c"
for header in "$root"/sdk/include/hebb/*.h; do
  printf '#include "hebb/%s"\n' "$(basename "$header")" >>"$scratch/user.c"
done
# Its macros, too, are used.
printf '%s\n' 'int has(const hebb_host* host) { return HEBB_HAS(host, extension); }' \
  'int asks(const hebb_setup* setup) { return setup->units > 0 && HEBB_HAS(setup, params); }' \
  'int main(void) { return has(0); }' >>"$scratch/user.c"

for compiler in gcc clang; do
  for standard in c99 c11 c17; do
    compiles "$compiler" c "$standard" "$scratch/user.c" || fail "$compiler -std=$standard"
  done
done
for compiler in g++ clang++; do
  for standard in c++14 c++17 c++20; do
    compiles "$compiler" c++ "$standard" "$scratch/user.c" || fail "$compiler -std=$standard"
  done
done

# Each of these is right in some language and must be seen as wrong in another.
printf 'struct a { union { int x; float y; }; };\n' >"$scratch/c11.c"
printf 'struct b { int new; };\n' >"$scratch/no_cpp.c"
for compiler in gcc clang; do
  ! compiles "$compiler" c c99 "$scratch/c11.c" 2>/dev/null || fail "$compiler takes C11 for C99"
done
for compiler in g++ clang++; do
  ! compiles "$compiler" c++ c++20 "$scratch/no_cpp.c" 2>/dev/null || fail "$compiler takes C for C++"
done

((failures == 0)) || exit 1
echo "the plugin header compiles in 12 ways"
