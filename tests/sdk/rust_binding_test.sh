#!/usr/bin/env bash
# rust_binding_test -- plugin.rs has the layout and the constants of plugin.h.
source "$(dirname "$0")/prefix.bash"
source "$(dirname "$0")/bindings.bash"
needs rustc
binding=$HEBB_SOURCE_DIR/sdk/include/hebb/plugin.rs

build() { # build BINDING
  {
    printf '#[allow(dead_code, non_camel_case_types)]\nmod hebb { include!("%s"); }\n' "$1"
    printf 'use hebb::*;\nuse std::mem::{size_of, MaybeUninit};\nuse std::ptr::addr_of;\nfn main() {\n'
    awk '
      { field = $2 == "type" ? "r#type" : $2 }
      !seen[$1]++ { printf "  println!(\"%s {}\", size_of::<%s>());\n", $1, $1
        printf "  let it = MaybeUninit::<%s>::uninit(); let it = it.as_ptr();\n", $1 }
      { printf "  println!(\"%s %s {}\", unsafe { addr_of!((*it).%s) as usize } - it as usize);\n", $1, $2, field }' fields
    awk '{ printf "  println!(\"%s {}\", %s);\n", $1, $1 }' constants
    printf '}\n'
  } >other.rs
  PATH=$user_path rustc --edition 2021 -o other other.rs
}

structs=$(sed -n 's/^pub struct \([a-z_]*\) {/\1/p' "$binding")
constants=$(sed -n 's/^pub const \([A-Z0-9_]*\):.*/\1/p' "$binding")
compare_bindings "$structs" "$constants" build "$binding"

# A binding that swaps two fields, or has another number, is seen.
for change in '/pub inputs: u32,/{h;d};/pub units: u32,/{G}' 's/HEBB_NEED_W: u64 = 0x10;/HEBB_NEED_W: u64 = 0x40;/'; do
  sed "$change" "$binding" >"$scratch/changed.rs"
  ! cmp -s "$binding" "$scratch/changed.rs" || fail "'$change' changes nothing"
  logged "'$change'" build "$scratch/changed.rs"
  ./other >got
  ! cmp -s wanted got || fail "'$change' is not seen"
done
echo "$(wc -l <fields) fields and $(wc -l <constants) constants are those of plugin.h"
