# include_arrows -- prints every include that points the wrong way, and fails if there is one.
#
#   find host sdk plugins -type f | ... | xargs awk -f include_arrows.awk      in the root
#
# The arrows (docs/architecture.md): plugins -> sdk <- host; inside host
# cli -> run, report, check -> train -> engine -> plugin, data, config -> base.
# A folder includes itself and folders of a lower layer; folders of one layer are strangers.

BEGIN {
  layer["base"] = 0
  layer["plugin"] = layer["data"] = layer["config"] = 1
  layer["engine"] = 2
  layer["train"] = 3
  layer["run"] = layer["report"] = layer["check"] = 4
  layer["cli"] = 5
  layer["main.cpp"] = 6

  # Third-party headers with one home.
  home["^boost/program_options"] = "cli"
  home["^yaml-cpp/"] = "config"
  home["^boost/dll"] = "plugin"
  home["^curl/"] = "data"
  home["^archive"] = "data"

  # The C headers that a plugin may use; those of C++ have no dot.
  count = split("assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp " \
                "signal stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn " \
                "string tgmath threads time uchar wchar wctype", names, " ")
  for (i = 1; i <= count; ++i) standard[names[i] ".h"] = 1
}

function wrong(why) {
  printf "%s:%d: includes %s: %s\n", FILENAME, FNR, header, why
  failed = 1
}

function check_host(folder, target) {
  if (!(folder in layer)) return wrong("host/" folder " is no module with a layer")
  for (pattern in home) {
    if (header ~ pattern && folder != home[pattern]) wrong("only host/" home[pattern] " may")
  }
  if (header ~ /^hebb\//) {
    if (folder == "base" || folder == "config" || folder == "data") {
      wrong("host/" folder " knows nothing of plugins")
    }
    return
  }
  if (!quoted) return
  target = header
  if (!sub(/\/.*/, "", target) || !(target in layer)) {
    return wrong("wanted \"<module>/<file>\" with a module of host/")
  }
  if (folder == "main.cpp" && target != "cli") return wrong("main.cpp includes cli only")
  if (target == folder || layer[target] < layer[folder]) return
  wrong("host/" folder " must not know host/" target)
}

function check_plugin(where) {
  if (header ~ /^hebb\/[a-z0-9_]+\.hp*$/ || header in standard) return
  if (header ~ /^[a-z_]+$/) return  # the C++ library, and armadillo
  if (where == "plugins/" && header ~ /^boost\/math\//) return  # headers only, nothing to link
  wrong(where " uses hebb/, Armadillo and the standard library only")
}

/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
  quoted = ($0 ~ /include[ \t]*"/)
  header = $0
  sub(/^[ \t]*#[ \t]*include[ \t]*[<"]/, "", header)
  sub(/[>"].*/, "", header)
  split(FILENAME, part, "/")
  if (header ~ /(^|\/)\.\.?\//) wrong("paths are from the root of the headers")
  else if (part[1] == "host") check_host(part[2])
  else check_plugin(part[1] "/")
}

END { exit failed }
