#!/usr/bin/env bash
# new_rust_test -- a new user's way from an installation to runs, for a rule in Rust.
source "$(dirname "$0")/prefix.bash"
needs rustc
install_and_move
new_plugin rule my-rule rust
new_plugin rule 3rd_rule rust
echo "plugin new, build, test and run work in Rust"
