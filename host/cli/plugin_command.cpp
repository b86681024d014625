// plugin_command -- `hebb plugin`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "cli/command.hpp"
#include "plugin/catalog.hpp"
#include "plugin/probe.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

po::options_description options() { return po::options_description("Options: none of its own"); }

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

int plugin_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const auto words = positional(kPlugin, parse(kPlugin, arguments), 1, 2);
  if (words[0] == "list" && words.size() == 1) return list(globals);
  if (words[0] == "show" && words.size() == 2) return show(globals, words[1]);
  throw Error(ExitCode::kUsage, fmt::format("plugin: usage: {}", kPlugin.usage));
}

}  // namespace

const Command kPlugin{
    "plugin",
    "list the plugins, or show one with its parameters",
    "hebb plugin list | hebb plugin show KIND/NAME",
    "Plugins are shared libraries hebb_<kind>_<name>.so, found by name in --plugin-path,\n"
    "HEBB_PLUGIN_PATH, $XDG_DATA_HOME/hebb/plugins and beside the program, in this order. Each is\n"
    "looked at in a process of its own.\n\n"
    "Examples:\n"
    "  hebb plugin list\n"
    "  hebb plugin show rule/softhebb\n",
    &plugin_command,
    &options};

}  // namespace hebb::cli
