#!/bin/sh
# link_loop -- a link to itself.
# expect: check 3 Too many levels of symbolic links
# finds: file.library Too many levels of symbolic links
# usage: link_loop.sh FILE LIBRARY -- LIBRARY is one without fault
ln -s "$1" "$1"
