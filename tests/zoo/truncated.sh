#!/bin/sh
# truncated -- the first half of a library.
# expect: check 3 not a plugin: the ELF file is truncated at 4096 bytes
# finds: file.library not a plugin: the ELF file is truncated at 4096 bytes
# usage: truncated.sh FILE LIBRARY -- LIBRARY is one without fault
head -c 4096 "$2" >"$1"
