# runs -- for the scripts beside this file: runs kept.yaml with the plugins of a folder.
rules=(kept_factored kept_lateral kept_direct)

# runs PLUGINS OUT -- a folder OUT/RULE with the finished run, for each rule.
runs() {
  local rule
  for rule in "${rules[@]}"; do
    env -u HEBB_PLUGIN_PATH XDG_DATA_HOME=/nonexistent "$binary" run "$here/kept.yaml" -q \
      --plugin-path "$1" -o "$2/runs" -s rule="$rule" >"$2.log" 2>&1 || { cat "$2.log"; return 1; }
    mv "$2/runs"/*/ "$2/$rule"
  done
}
