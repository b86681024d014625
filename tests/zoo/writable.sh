#!/bin/sh
# writable -- a library that everybody may change.
# expect: check 3 not loaded: everybody may write to the file (mode 777)
# finds: file.permissions everybody may write to the file (mode 777)
# finds: entry.identity id is 'none', wanted 'writable' by its file name
# usage: writable.sh FILE LIBRARY -- LIBRARY is one without fault
cp "$2" "$1"
chmod 777 "$1"
