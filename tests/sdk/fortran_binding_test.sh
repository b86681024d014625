#!/usr/bin/env bash
# fortran_binding_test -- plugin.f90 has the layout and the constants of plugin.h.
source "$(dirname "$0")/prefix.bash"
source "$(dirname "$0")/bindings.bash"
needs gfortran
binding=$HEBB_SOURCE_DIR/sdk/include/hebb/plugin.f90

build() { # build BINDING
  {
    printf 'program layout\n  use hebb\n  implicit none\n'
    awk '!seen[$1]++ { printf "  type(%s), target :: a_%s\n", $1, $1 }' fields
    awk '
      !seen[$1]++ { printf "  print \"(a,1x,i0)\", \"%s\", c_sizeof(a_%s)\n", $1, $1 }
      { printf "  print \"(a,1x,i0)\", \"%s %s\", place(c_loc(a_%s%%%s)) - place(c_loc(a_%s))\n", $1, $2, $1, $2, $1 }' fields
    awk '{ printf "  print \"(a,1x,i0)\", \"%s\", %s\n", $1, $1 }' constants
    printf 'contains\n  function place(pointer)\n    type(c_ptr), intent(in) :: pointer\n'
    printf '    integer(c_int64_t) :: place\n    place = transfer(pointer, place)\n  end function\nend program\n'
  } >other.f90
  gfortran -o other "$1" other.f90
}

structs=$(sed -n 's/^  type, bind(c) :: \([a-z_]*\)$/\1/p' "$binding")
constants=$(sed -n 's/^  integer(c_int[0-9]*_t), parameter :: \([A-Z0-9_]*\) =.*/\1/p' "$binding")
compare_bindings "$structs" "$constants" build "$binding"

# A binding that swaps two fields, or has another number, is seen.
for change in '/:: inputs$/{h;d};/:: units$/{G}' "s/HEBB_NEED_W = int(z'10'/HEBB_NEED_W = int(z'40'/"; do
  sed "$change" "$binding" >"$scratch/changed.f90"
  ! cmp -s "$binding" "$scratch/changed.f90" || fail "'$change' changes nothing"
  logged "'$change'" build "$scratch/changed.f90"
  ./other >got
  ! cmp -s wanted got || fail "'$change' is not seen"
done
echo "$(wc -l <fields) fields and $(wc -l <constants) constants are those of plugin.h"
