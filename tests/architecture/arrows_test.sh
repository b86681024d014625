#!/usr/bin/env bash
# arrows_test -- dependencies point one way, and the check that says so can fail.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=${HEBB_SOURCE_DIR:-$here/../..}

# wrong_arrows ROOT -- prints the wrong includes below ROOT.
wrong_arrows() {
  (cd "$1" && find host sdk plugins -type f \
    \( -name '*.c' -o -name '*.h' -o -name '*.cpp' -o -name '*.hpp' \) -print0 |
    LC_ALL=C sort -z | xargs -0 -r awk -f "$here/include_arrows.awk") || true
}

failures=0
fail() {
  printf 'FAILED: %s\n' "$*"
  failures=$((failures + 1))
}

found=$(wrong_arrows "$root")
[[ -z $found ]] || fail "wrong arrows in the sources:"$'\n'"$found"
[[ -n $(find "$root/host" -name '*.cpp' -print -quit) ]] || fail "there are no sources to check"

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# says FILE LINE MESSAGE -- a tree with that line in that file gives MESSAGE; "" for no complaint.
says() {
  rm -rf "$scratch/tree"
  mkdir -p "$scratch/tree/"{host,sdk,plugins} "$scratch/tree/$(dirname "$1")"
  printf '// a line before it\n%s\n' "$2" >"$scratch/tree/$1"
  local got wanted=
  got=$(wrong_arrows "$scratch/tree")
  [[ -z $3 ]] || wanted="$1:2: includes $3"
  [[ $got == "$wanted" ]] || fail "$1 with $2: got '$got', wanted '$wanted'"
}

says host/engine/a.cpp '#include "train/a.hpp"' \
  'train/a.hpp: host/engine must not know host/train'
says host/base/a.hpp '#include "data/a.hpp"' 'data/a.hpp: host/base must not know host/data'
says host/config/a.hpp '#include "plugin/a.hpp"' \
  'plugin/a.hpp: host/config must not know host/plugin'
says host/run/a.cpp '  #  include "report/a.hpp"' \
  'report/a.hpp: host/run must not know host/report'
says host/report/a.cpp '#include "run/a.hpp"' 'run/a.hpp: host/report must not know host/run'
says host/run/a.cpp '#include "check/a.hpp"' 'check/a.hpp: host/run must not know host/check'
says host/main.cpp '#include "run/a.hpp"' 'run/a.hpp: main.cpp includes cli only'
says host/train/a.cpp '#include "../run/a.hpp"' \
  '../run/a.hpp: paths are from the root of the headers'
says host/train/a.cpp '#include "a.hpp"' \
  'a.hpp: wanted "<module>/<file>" with a module of host/'
says host/train/a.cpp '#include "plugins/rule/oja.cpp"' \
  'plugins/rule/oja.cpp: wanted "<module>/<file>" with a module of host/'
says host/new/a.cpp '#include <vector>' 'vector: host/new is no module with a layer'
says plugins/metric/a.cpp '#include <boost/math/special_functions/beta.hpp>' ''
says plugins/metric/a.cpp '#include <boost/filesystem.hpp>' \
  'boost/filesystem.hpp: plugins/ uses hebb/, Armadillo and the standard library only'
says sdk/a.hpp '#include <boost/math/special_functions/beta.hpp>' \
  'boost/math/special_functions/beta.hpp: sdk/ uses hebb/, Armadillo and the standard library only'
says host/run/a.cpp '#include <boost/program_options.hpp>' \
  'boost/program_options.hpp: only host/cli may'
says host/cli/a.cpp '#include <yaml-cpp/yaml.h>' 'yaml-cpp/yaml.h: only host/config may'
says host/cli/a.cpp '#include <curl/curl.h>' 'curl/curl.h: only host/data may'
says host/run/a.cpp '#include <archive_entry.h>' 'archive_entry.h: only host/data may'
says host/engine/a.cpp '#include <boost/dll/shared_library.hpp>' \
  'boost/dll/shared_library.hpp: only host/plugin may'
says host/config/a.cpp '#include <hebb/plugin.h>' \
  'hebb/plugin.h: host/config knows nothing of plugins'
says plugins/rule/a.cpp '#include "base/random.hpp"' \
  'base/random.hpp: plugins/ uses hebb/, Armadillo and the standard library only'
says plugins/rule/a.cpp '#include <fmt/format.h>' \
  'fmt/format.h: plugins/ uses hebb/, Armadillo and the standard library only'
says sdk/include/hebb/a.hpp '#include <unistd.h>' \
  'unistd.h: sdk/ uses hebb/, Armadillo and the standard library only'

says host/cli/a.cpp '#include "base/a.hpp"' ''
says host/engine/a.cpp '#include "plugin/a.hpp"' ''
says host/engine/a.cpp '#include <hebb/plugin.h>' ''
says host/report/a.cpp '#include "report/a.hpp"' ''
says host/main.cpp '#include "cli/a.hpp"' ''
says host/engine/a.cpp '// #include "train/a.hpp"' ''
says host/config/a.cpp '#include <yaml-cpp/yaml.h>' ''
says plugins/rule/a.cpp '#include <hebb/rule.hpp>' ''
says plugins/rule/a.cpp '#include <armadillo>' ''
says plugins/rule/a.c '#include <stdint.h>' ''

((failures == 0)) || exit 1
echo "all arrows point one way"
