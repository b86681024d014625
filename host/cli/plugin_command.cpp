// plugin_command -- `hebb plugin`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "cli/plugin_check.hpp"
#include "cli/plugin_new.hpp"
#include "plugin/catalog.hpp"
#include "plugin/probe.hpp"

namespace hebb::cli {
namespace {

namespace fs = std::filesystem;
namespace po = boost::program_options;

po::options_description plugin_options() {
  po::options_description options("Options of plugin new and plugin check");
  options.add_options()("lang", po::value<std::string>()->value_name("LANG"),
                        "new: c++ (the default) or c; for a rule also rust and fortran")(
      "output,o", po::value<std::string>()->value_name("DIR"),
      "new: the folder to make; default: NAME");
  add_plugin_check_options(options);
  return options;
}

// A plugin and what its probe found, or why it found nothing.
struct Looked {
  const plugin::Entry* entry;
  nlohmann::json found;  // the descriptor, with file and sha256; null if it is faulty
  std::string fault;
};

Looked look(const plugin::Entry& entry) {
  Looked looked{&entry, nullptr, ""};
  try {
    const plugin::Probed probed = plugin::probe(entry);
    looked.found = plugin::to_json(probed.descriptor);
    looked.found["file"] = probed.file.string();
    looked.found["sha256"] = probed.sha256;
  } catch (const Error& error) {
    looked.fault = error.what();
  }
  return looked;
}

int list(const Globals& globals) {
  const plugin::Catalog catalog(globals.plugin_directories);
  nlohmann::json all = nlohmann::json::array();
  bool faulty = false;
  for (const plugin::Entry& entry : catalog.entries()) {
    const Looked looked = look(entry);
    faulty = faulty || !looked.fault.empty();
    const std::string name = fmt::format("{}/{}", plugin::word(entry.kind), entry.name);
    if (globals.json) {
      all.push_back(looked.fault.empty() ? looked.found
                                         : nlohmann::json{{"kind", plugin::word(entry.kind)},
                                                          {"id", entry.name},
                                                          {"file", entry.file.string()},
                                                          {"fault", looked.fault}});
    } else if (looked.fault.empty()) {
      std::cout << fmt::format("{:<24} {:<8} {}\n", name,
                               looked.found["version"].get<std::string>(),
                               looked.found["summary"].get<std::string>());
    } else {
      std::cout << fmt::format("{:<24} {:<8} {}\n", name, "faulty", looked.fault);
    }
    for (const auto& shadowed : entry.shadowed) {
      std::cerr << "warning: " << entry.file.string() << " shadows " << shadowed.string() << "\n";
    }
  }
  if (globals.json) {
    std::cout << all.dump(2) << "\n";
  } else {
    std::vector<std::string> places;
    for (const auto& directory : catalog.directories()) places.push_back(directory.string());
    std::cerr << "searched: " << fmt::format("{}", fmt::join(places, ", ")) << "\n";
  }
  return faulty ? static_cast<int>(ExitCode::kMissing) : 0;
}

std::string range_text(const plugin::Parameter& p) {
  if (p.type == HEBB_PARAM_BOOLEAN) return "true | false";
  if (p.type == HEBB_PARAM_CHOICE) return fmt::format("{}", fmt::join(p.choices, " | "));
  std::string text;
  if (std::isfinite(p.minimum)) {
    text += fmt::format("{} {}", (p.flags & HEBB_PARAM_ABOVE) != 0 ? ">" : ">=", p.minimum);
  }
  if (std::isfinite(p.maximum)) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        (p.flags & HEBB_PARAM_BELOW) != 0 ? "<" : "<=", p.maximum);
  }
  const std::string type = p.type == HEBB_PARAM_INTEGER ? "integer" : "real";
  return text.empty() ? type : type + " " + text;
}

std::string default_text(const plugin::Parameter& p) {
  if (p.type == HEBB_PARAM_BOOLEAN) return p.initial != 0 ? "true" : "false";
  if (p.type == HEBB_PARAM_CHOICE) return p.choices[static_cast<std::size_t>(p.initial)];
  return fmt::format("{}", p.initial);
}

void print(const plugin::Probed& probed) {
  const plugin::Descriptor& d = probed.descriptor;
  std::cout << fmt::format("{}/{} {}\n{}\n", plugin::word(d.kind), d.id, d.version, d.summary);
  if (!d.citation.empty()) std::cout << "cite:   " << d.citation << "\n";
  std::cout << fmt::format("file:   {}\nsha256: {}\nABI:    {}.{}\n", probed.file.string(),
                           probed.sha256, HEBB_ABI_MAJOR, d.abi_minor);
  std::cout << (d.parameters.empty() ? "no parameters\n" : "parameters:\n");
  for (const plugin::Parameter& p : d.parameters) {
    std::cout << fmt::format("  {} = {}  ({}{}{}){}\n      {}\n", p.name, default_text(p),
                             range_text(p), p.unit.empty() ? "" : ", in ", p.unit,
                             (p.flags & HEBB_PARAM_SCHEDULABLE) != 0 ? " schedulable" : "", p.doc);
  }
  if (!d.states.empty()) std::cout << "state:\n";
  constexpr const char* kAxes[] = {"",        "global",        "unit",           "input",
                                   "synapse", "units x units", "classes x units"};
  for (const plugin::State& s : d.states) {
    std::cout << fmt::format("  {} (per {})  {}\n", s.name, kAxes[s.axis], s.doc);
  }
}

int show(const Globals& globals, const std::string& name) {
  const std::size_t slash = name.find('/');
  const std::string kind = name.substr(0, slash);
  for (const plugin::Kind candidate : plugin::kKinds) {
    if (slash == std::string::npos || kind != plugin::word(candidate)) continue;
    const plugin::Catalog catalog(globals.plugin_directories);
    const plugin::Entry& entry = catalog.find(candidate, name.substr(slash + 1));
    const plugin::Probed probed = plugin::probe(entry);
    if (globals.json) {
      nlohmann::json json = plugin::to_json(probed.descriptor);
      json["file"] = probed.file.string();
      json["sha256"] = probed.sha256;
      std::cout << json.dump(2) << "\n";
    } else {
      print(probed);
    }
    return 0;
  }
  throw Error(ExitCode::kUsage,
              fmt::format("plugin show: got '{}', wanted KIND/NAME with KIND rule, activation or "
                          "metric",
                          name));
}

// A word for a shell: quoted where it has to be.
std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                         "0123456789_./+-") == std::string::npos;
  return plain ? word : "'" + word + "'";
}

int make(const Globals& globals, const std::vector<std::string>& words,
         const po::variables_map& values) {
  const auto text = [&](const char* option, const std::string& otherwise) {
    return values.count(option) > 0 ? values[option].as<std::string>() : otherwise;
  };
  const std::string given = text("output", words[2]);
  const NewPlugin wanted{words[1], words[2], text("lang", "c++"),
                         fs::path(fs::absolute(given) / "").lexically_normal().parent_path()};
  const std::vector<std::string> files = make_plugin_folder(wanted);
  if (globals.json) {
    std::cout << nlohmann::json{{"folder", wanted.folder.string()}, {"files", files}}.dump(2)
              << "\n";
    return 0;
  }
  std::cout << fmt::format(
      "{} has {}; next:\n\n"
      "  cd {}\n"
      "  cmake -S . -B build -DCMAKE_PREFIX_PATH={}\n"
      "  cmake --build build\n"
      "  ctest --test-dir build --output-on-failure\n"
      "  hebb plugin check build/plugins/*.so\n"
      "  hebb run {}.yaml --plugin-path build/plugins -o runs\n",
      wanted.folder.string(), fmt::join(files, ", "), quoted(given),
      quoted(installed_prefix().string()), wanted.name);
  return 0;
}

int plugin_command(const Globals& globals, const std::vector<std::string>& arguments) {
  constexpr std::size_t kMostFiles = 10000;
  const po::variables_map values = parse(kPlugin, arguments);
  const auto words = positional(kPlugin, values, 1, kMostFiles);
  if (words[0] == "new" && words.size() == 3) return make(globals, words, values);
  if (values.count("lang") + values.count("output") > 0) {
    throw Error(ExitCode::kUsage, "plugin: --lang and -o belong to `hebb plugin new KIND NAME`");
  }
  if (words[0] != "check" &&
      values.count("only") + values.count("timeout") + values.count("list") > 0) {
    throw Error(ExitCode::kUsage,
                "plugin: --only, --timeout and --list belong to `hebb plugin check FILE...`");
  }
  if (words[0] == "check") return plugin_check(globals, {words.begin() + 1, words.end()}, values);
  if (words[0] == "list" && words.size() == 1) return list(globals);
  if (words[0] == "show" && words.size() == 2) return show(globals, words[1]);
  throw Error(ExitCode::kUsage, fmt::format("plugin: usage: {}", kPlugin.usage));
}

}  // namespace

const Command kPlugin{
    "plugin",
    "list the plugins, show one with its parameters, start one of your own, or check libraries",
    "hebb plugin list | hebb plugin show KIND/NAME | hebb plugin new KIND NAME | hebb plugin check "
    "FILE...",
    "Plugins are shared libraries hebb_<kind>_<name>.so, found by name in --plugin-path,\n"
    "HEBB_PLUGIN_PATH, $XDG_DATA_HOME/hebb/plugins and beside the program, in this order. Each is\n"
    "looked at in a process of its own.\n\n"
    "`new` makes a folder with a small rule, activation or metric that works, its test and an\n"
    "experiment; it builds against the installed SDK, without hebb's sources. `hebb plugin new`\n"
    "names the next commands when it is done.\n\n"
    "`check` tries whether libraries keep the plugin contract: each check in a process of its\n"
    "own, each failure with the rule that is broken and how to mend it.\n\n"
    "Examples:\n"
    "  hebb plugin list\n"
    "  hebb plugin show rule/softhebb\n"
    "  hebb plugin new rule my_rule\n"
    "  hebb plugin new rule my_rule --lang rust -o ~/my_rule\n"
    "  hebb plugin check build/plugins/hebb_rule_my_rule.so --only step,state.resume\n",
    &plugin_command,
    &plugin_options};

}  // namespace hebb::cli
