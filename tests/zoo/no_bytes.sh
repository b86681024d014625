#!/bin/sh
# no_bytes -- an empty file.
# expect: check 3 not a plugin: not an ELF shared library
# finds: file.library not a plugin: not an ELF shared library
# usage: no_bytes.sh FILE LIBRARY -- LIBRARY is one without fault
: >"$1"
