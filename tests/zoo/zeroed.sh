#!/bin/sh
# zeroed -- a library whose second half is zeros, as a crash of the machine leaves it.
# expect: check 3 loading it crashed: the process was killed by SIGSEGV
# finds: entry.load loading: crashed: read through a NULL pointer
# usage: zeroed.sh FILE LIBRARY -- LIBRARY is one without fault
size=$(stat -c %s "$2")
head -c $((size / 2)) "$2" >"$1"
head -c $((size - size / 2)) /dev/zero >>"$1"
