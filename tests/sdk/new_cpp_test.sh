#!/usr/bin/env bash
# new_cpp_test -- a new user's way from an installation to runs, in C++: a rule, an activation, a
# metric. Names with a digit first and with - are names as well.
source "$(dirname "$0")/prefix.bash"
install_and_move
new_plugin rule my-rule c++
new_plugin activation 2nd_activation c++
new_plugin metric my_metric c++
echo "plugin new, build, test and run work in C++"
