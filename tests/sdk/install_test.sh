#!/usr/bin/env bash
# install_test -- an installation that is moved works: experiments, users' plugins, find_package,
# pkg-config; and it names neither the tree that it came from nor the place where it was.
source "$(dirname "$0")/prefix.bash"
install_and_move

found=$(grep -rlIF -e "$HEBB_SOURCE_DIR" -e "$HEBB_BINARY_DIR" -e "$scratch/first place" "$prefix" || true)
[[ -z $found ]] || fail "these name a folder of the build: $found"
for file in bin/hebb include/hebb/plugin.h lib/cmake/hebb/hebbConfig.cmake lib/pkgconfig/hebb.pc \
  share/hebb/configs/quickstart.yaml share/hebb/templates share/man/man1/hebb.1; do
  [[ -e $prefix/$file ]] || fail "no $file in the prefix"
done
[[ -z $(find "$prefix" -type l) ]] || fail "links in the prefix: $(find "$prefix" -type l)"

# The bundled plugins are those of the prefix, all of them.
logged "plugin list" as_user hebb plugin list --json
for library in "$HEBB_BINARY_DIR"/lib/hebb/plugins/*.so; do
  grep -qF "\"$prefix/lib/hebb/plugins/${library##*/}\"" "$scratch/log" ||
    fail "plugin list does not find ${library##*/} in the prefix: $(cat "$scratch/log")"
done

# The quickstart, made small.
cd "$scratch"
logged "the quickstart" as_user hebb run "$prefix/share/hebb/configs/quickstart.yaml" -o runs \
  -s data.train=320 -s data.test=100 -s train.epochs=1 -s probe.epochs=1 -s sweep.seeds=1
[[ $(find runs -name summary.json | wc -l) == 4 ]] || fail "wanted 4 runs: $(find runs)"
grep -q 'softhebb temperature=0.3' "$scratch/log" || fail "no table: $(cat "$scratch/log")"

# A plugin by hand, through pkg-config, into the user's folder.
printf '%s\n' '#include <hebb/rule.hpp>' 'struct Oja {' \
  '  static constexpr hebb::About about{"1.0.0", "Oja", "Oja 1982"};' \
  '  void plan(const hebb_setup&, hebb_rule_plan& plan) { plan.needs = HEBB_NEED_Y; }' \
  '  void step(hebb::RuleStep& s) { s.c = s.y; s.host.row_dots(s.y, s.y, s.d); }' \
  '};' 'HEBB_RULE(Oja);' >my_oja.cpp
eval "flags=($(as_user PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config --cflags hebb))"
[[ " ${flags[*]} " == *" -I$prefix/lib/pkgconfig/../../include "* ]] || fail "cflags: ${flags[*]}"
plugins=$scratch/home/.local/share/hebb/plugins
mkdir -p "$plugins"
logged "a plugin by hand" as_user "${CXX:-g++}" -std=c++17 -O1 -shared -fPIC "${flags[@]}" \
  -DHEBB_PLUGIN_NAME='"my_oja"' my_oja.cpp -o "$plugins/hebb_rule_my_oja.so"
shows() { # shows FILE VARIABLE...
  logged "plugin show" as_user "${@:2}" hebb plugin show rule/my_oja
  grep -qxF "file:   $1" "$scratch/log" || fail "wanted $1: $(cat "$scratch/log")"
}
shows "$plugins/hebb_rule_my_oja.so"
mkdir -p "$scratch/data/hebb" "$scratch/own"
cp "$plugins/hebb_rule_my_oja.so" "$scratch/own/"
cp -R "$plugins" "$scratch/data/hebb/"
shows "$scratch/data/hebb/plugins/hebb_rule_my_oja.so" XDG_DATA_HOME="$scratch/data"
shows "$scratch/own/hebb_rule_my_oja.so" HEBB_PLUGIN_PATH="$scratch/own"

# A version that this is not is refused by CMake.
mkdir other
printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(other LANGUAGES NONE)' \
  'find_package(hebb 99 REQUIRED)' >other/CMakeLists.txt
! as_user cmake -S other -B other/build >"$scratch/log" 2>&1 || fail "hebb 99 is found"
grep -q 'requested version "99"' "$scratch/log" || fail "unexpected: $(cat "$scratch/log")"
echo "an installation works where it is moved to"
