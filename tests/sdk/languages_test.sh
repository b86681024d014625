#!/usr/bin/env bash
# languages_test -- one rule in C++, C, Rust and Fortran gives the same weights to 1e-6 after 100
# steps, and in C the same bits whether gcc or clang compiles it. Without rustc or gfortran, that
# language is left out, with a message.
source "$(dirname "$0")/prefix.bash"
install_and_move
cd "$scratch"

cat >experiment.yaml <<'YAML'
schema: 1
data: {name: bars, size: 6, train: 3200, test: 1}
model: {units: 12}
rule: {name: same, leak: 0.05}
train: {batch: 32, rate: 0.3}
YAML

# learn FOLDER LANGUAGE OPTION... -- the rule `same` in a language, its build with CMake options.
learn() {
  logged "plugin new $1" as_user hebb plugin new rule same --lang "$2" -o "$scratch/$1"
  logged "$1: configuring" as_user cmake -S "$1" -B "$1/build" "${@:3}"
  logged "$1: building" as_user cmake --build "$1/build"
  logged "$1: the run" as_user hebb run experiment.yaml --plugin-path "$1/build/plugins" -o "$1/runs"
  weights "$1/runs" >"$1.weights"
  [[ $(wc -l <"$1.weights") == 432 ]] || fail "$1: wanted 12 x 36 weights"
}

# differ FILE FILE -- the largest difference of two lists of numbers.
differ() { paste "$1" "$2" | awk '{ d = $1 - $2; d = d < 0 ? -d : d; if (d > m) m = d } END { print m + 0 }'; }

learn c c -DCMAKE_C_COMPILER=gcc
learn clang c -DCMAKE_C_COMPILER=clang
cmp c/runs/*/arrays/weights.npy clang/runs/*/arrays/weights.npy ||
  fail "gcc and clang: other bits"
! cmp -s c/build/plugins/hebb_rule_same.so clang/build/plugins/hebb_rule_same.so ||
  fail "gcc and clang made the same library: one of them was not used"

languages=(c++)
for pair in rust:rustc fortran:gfortran; do
  if PATH=$user_path command -v "${pair#*:}" >/dev/null; then
    languages+=("${pair%:*}")
  else
    echo "left out: ${pair%:*}, no ${pair#*:} here"
  fi
done
for language in "${languages[@]}"; do
  learn "$language" "$language"
  difference=$(differ c.weights "$language.weights")
  awk -v d="$difference" 'BEGIN { exit !(d <= 1e-6) }' ||
    fail "C and $language differ by $difference after 100 steps, wanted at most 1e-6"
done

# The comparison can fail: another leak gives other weights.
sed -i 's/leak: 0.05/leak: 0.06/' experiment.yaml
learn other c
awk -v d="$(differ c.weights other.weights)" 'BEGIN { exit !(d > 1e-3) }' ||
  fail "another parameter changes nothing"
echo "the same weights from C and ${languages[*]}"
