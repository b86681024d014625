# runs -- for the scripts beside this file: which versions are kept, and kept.yaml run with the plugins
# of a folder, once for each kept rule.
kept_versions() { find "$here" -maxdepth 1 -type d -name 'v1.*' | sort -V; }

# rules_of VERSION -- the names of its rules.
rules_of() { find "$1/plugins" -name 'rule_*.c' | sed 's/.*rule_\(.*\)\.c/\1/' | sort; }

# options_of RULE -- what its run sets beside the name of the rule: schedules, a head, a conscience.
options_of() {
  case $1 in
    # Rounding must not grow to another winner, whatever the BLAS kernel.
    kept_lateral) echo 'train.rate=0.005' ;;
    kept_direct) echo 'train.rate=0.01' ;;
    kept_krotov) echo 'rule={name: kept_krotov, k: 3, delta: {from: 0.4, to: 0.1}}' ;;
    kept_third) echo 'head={units: 10, rule: kept_factored, activation: kept}' ;;
    kept_wta) echo 'rule={name: kept_wta, conscience: {gain: 1, rate: 0.01}}' ;;
  esac
}

# runs VERSION PLUGINS OUT -- a folder OUT/RULE with the finished run, for each rule of the version.
runs() {
  local rule options
  for rule in $(rules_of "$1"); do
    mapfile -t options < <(options_of "$rule" | sed 's/^/-s\n/')
    env -u HEBB_PLUGIN_PATH XDG_DATA_HOME=/nonexistent "$binary" run "$here/kept.yaml" -q \
      --plugin-path "$2" -o "$3/runs" -s rule="$rule" "${options[@]}" >"$3.log" 2>&1 ||
      { cat "$3.log"; return 1; }
    mv "$3/runs"/*/ "$3/$rule"
  done
}

# same_bits WHAT RUN RUN -- in everything that two runs wrote.
same_bits() {
  local file
  for file in arrays/weights.npy arrays/kept.path.npy metrics.jsonl; do
    cmp "$2/$file" "$3/$file" || fail "$1: other bits in $file"
  done
}
