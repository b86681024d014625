#!/usr/bin/env bash
# new_fortran_test -- a new user's way from an installation to runs, for a rule in Fortran.
source "$(dirname "$0")/prefix.bash"
needs gfortran
install_and_move
new_plugin rule my-rule fortran
new_plugin rule 3rd_rule fortran
echo "plugin new, build, test and run work in Fortran"
