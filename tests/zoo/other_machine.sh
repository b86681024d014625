#!/bin/sh
# other_machine -- a library for another machine (AArch64).
# expect: check 3 not a plugin: an ELF file, but no shared library for x86-64
# finds: file.library not a plugin: an ELF file, but no shared library for x86-64
# usage: other_machine.sh FILE LIBRARY -- LIBRARY is one without fault
cp "$2" "$1"
printf '\267\000' | dd of="$1" bs=1 seek=18 conv=notrunc status=none
