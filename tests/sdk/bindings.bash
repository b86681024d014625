# bindings -- compares a binding of the C ABI with plugin.h; sourced by the tests of each language.
# A program in C and one in the other language print size, offsets and constants of all that the
# binding has; both are written from the header's own structs.

header=$HEBB_SOURCE_DIR/sdk/include/hebb/plugin.h

# "STRUCT FIELD" for each field of each struct in the header, in order.
header_fields() {
  sed 's,/\*[^*]*\*/,,g' "$header" | awk '
    /^typedef struct [a-z_]+ \{|^struct [a-z_]+ \{/ { name = $0; sub(/ \{.*/, "", name); sub(/.* /, "", name) }
    /^}/ { name = "" }
    name != "" && /\(\*[a-z_]+\)\(/ && !/^ +void \(\*body\)/ {
      field = $0; sub(/^[^(]*\(\*/, "", field); sub(/\).*/, "", field); print name, field; next }
    name != "" && /^  [a-z].*[a-z0-9_];/ && !/\(|\)/ {
      field = $0; sub(/;.*/, "", field); sub(/.*[ *]/, "", field); print name, field }'
}

# c_layout FILE CONSTANT... -- writes the C program for the fields in FILE.
c_layout() {
  printf '#include <hebb/plugin.h>\n#include <stddef.h>\n#include <stdio.h>\nint main(void) {\n'
  awk '!seen[$1]++ { printf "  printf(\"%s %%d\\n\", (int)sizeof(%s));\n", $1, $1 }
    { printf "  printf(\"%s %s %%d\\n\", (int)offsetof(%s, %s));\n", $1, $2, $1, $2 }' "$1"
  printf '  printf("%s %%lld\\n", (long long)%s);\n' $(for name in "${@:2}"; do echo "$name $name"; done)
  printf '  return 0;\n}\n'
}

# compare_bindings BINDING STRUCTS CONSTANTS BUILD... -- BUILD makes ./other from the fields in
# ./fields and the names in ./constants; it prints what c_layout's program prints.
compare_bindings() {
  local structs=$1 constants=$2
  shift 2
  cd "$scratch"
  header_fields | grep -E "^($(paste -sd '|' <<<"$structs")) " >fields
  printf '%s\n' "$constants" >constants
  [[ $(wc -l <fields) -gt 100 ]] || fail "the header has $(wc -l <fields) fields only"
  [[ $(wc -l <constants) -gt 40 ]] || fail "the binding has $(wc -l <constants) constants only"
  mapfile -t names <constants
  c_layout fields "${names[@]}" >layout.c
  logged "the C program" "${CC:-gcc}" -I "$HEBB_SOURCE_DIR/sdk/include" layout.c -o layout
  ./layout >wanted
  logged "the other program" "$@"
  ./other >got
  diff wanted got || fail "plugin.h (<) and the binding (>) differ"
}
