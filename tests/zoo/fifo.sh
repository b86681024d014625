#!/bin/sh
# fifo -- a pipe that nobody writes to.
# expect: check 3 not a plugin: not a regular file
# finds: file.library not a plugin: not a regular file
# usage: fifo.sh FILE LIBRARY -- LIBRARY is one without fault
mkfifo "$1"
