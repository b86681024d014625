#!/bin/sh
# dead_link -- a link to nothing.
# expect: check 3 No such file or directory
# finds: file.library No such file or directory
# usage: dead_link.sh FILE LIBRARY -- LIBRARY is one without fault
ln -s nowhere.so "$1"
