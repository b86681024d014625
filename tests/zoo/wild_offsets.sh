#!/bin/sh
# wild_offsets -- a library whose program headers point behind its end.
# expect: check 3 cannot be loaded: FILE: ELF load command address/offset not page-aligned
# finds: entry.load cannot be loaded: FILE: ELF load command address/offset not page-aligned
# usage: wild_offsets.sh FILE LIBRARY -- LIBRARY is one without fault
cp "$2" "$1"
printf '\377\377\377\377' | dd of="$1" bs=1 seek=72 conv=notrunc status=none
