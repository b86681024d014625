#!/bin/sh
# text -- a text.
# expect: check 3 not a plugin: not an ELF shared library
# finds: file.library not a plugin: not an ELF shared library
# usage: text.sh FILE LIBRARY -- LIBRARY is one without fault
echo "a rule?" >"$1"
