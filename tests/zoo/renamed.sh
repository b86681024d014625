#!/bin/sh
# renamed -- a good library under another name.
# expect: check 3 id is 'none', wanted 'renamed' by its file name
# finds: entry.identity id is 'none', wanted 'renamed' by its file name
# usage: renamed.sh FILE LIBRARY -- LIBRARY is one without fault
cp "$2" "$1"
