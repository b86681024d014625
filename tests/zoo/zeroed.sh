#!/bin/sh
# zeroed -- a library whose second half is zeros, as a crash of the machine leaves it.
# expect: check 3 loading it crashed: the process was killed by SIGSEGV
# finds: entry.load loading: crashed: read through a NULL pointer
# usage: zeroed.sh FILE LIBRARY -- LIBRARY is one without fault
strip -o "$1" "$2"
size=$(stat -c %s "$1")
truncate -s $((size / 2)) "$1"
truncate -s "$size" "$1"
