// resolve_probe -- the probe: table or list of tables.
#include <fmt/format.h>

#include <map>

#include "config/message.hpp"
#include "config/resolve_parts.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

std::uint32_t read_layer(TableReader& table, std::size_t layers) {
  const auto layer = static_cast<std::uint32_t>(table.optional_integer("layer").value_or(0));
  if (layer > layers) {
    fail(table.value("layer").mark,
         fmt::format("{} is {}, but there {}, wanted {}", table.shown("layer"), layer,
                     layers == 1 ? "is one layer" : fmt::format("are {} layers", layers),
                     layers == 1 ? "1" : fmt::format("1..{}", layers)));
  }
  return layer;
}

ProbeSettings read_settings(TableReader& table, std::size_t layers) {
  ProbeSettings probe;
  probe.layer = read_layer(table, layers);
  probe.epochs = static_cast<std::uint64_t>(table.integer("epochs"));
  probe.batch = static_cast<std::uint32_t>(table.integer("batch"));
  probe.rate = table.real("rate");
  probe.weight_decay = table.real("weight_decay");
  probe.dropout = table.real("dropout");
  probe.bias = table.boolean("bias");
  probe.standardize = table.boolean("standardize");
  probe.layer_norm = table.boolean("layer_norm");
  probe.softmax_output = table.choice("output") == "softmax";
  probe.xavier_init = table.choice("init") == "xavier_normal";
  probe.validation = table.real("validation");
  probe.early_stop = table.optional_real("early_stop");
  probe.memory = static_cast<std::uint64_t>(table.integer("memory"));
  return probe;
}

bool is_probe_name(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_";
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

std::string read_name(TableReader& table, std::map<std::string, Mark>& names) {
  if (!table.has("name")) {
    fail(table.mark(), fmt::format("{} is missing, wanted a name for each probe of the list",
                                   table.shown("name")));
  }
  const Node node = table.value("name");
  std::string name = string_value(node, table.shown("name"));
  if (!is_probe_name(name)) fail_range(node, table.shown("name"), table.spec("name").range);
  const auto [first, is_new] = names.emplace(name, node.mark);
  if (!is_new) {
    fail(node.mark, fmt::format("{} is '{}' again, first at {}, wanted distinct names",
                                table.shown("name"), name, first->second.text()));
  }
  table.out("name") = name;
  return name;
}

std::vector<ProbeSettings> read_list(const Node& list, std::size_t layers, nlohmann::json& out) {
  std::vector<ProbeSettings> probes;
  std::map<std::string, Mark> names;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string shown = fmt::format("probe[{}]", i);
    if (list.items[i].kind != Node::Kind::kMap) fail_type(list.items[i], shown, "a table");
    nlohmann::json item;
    TableReader table(list.items[i], "probe", item, shown);
    std::string name = read_name(table, names);
    ProbeSettings probe = read_settings(table, layers);
    if (probe.epochs == 0) continue;
    if (!probes.empty()) probe.name = std::move(name);
    probes.push_back(std::move(probe));
    out.push_back(std::move(item));
  }
  if (probes.size() == 1) {  // the same run as with a table
    nlohmann::json only = out[0];
    only.erase("name");
    out = std::move(only);
  }
  return probes;
}

}  // namespace

std::vector<ProbeSettings> read_probes(const Node& node, std::size_t layers, nlohmann::json& out) {
  const bool is_none =
      node.kind == Node::Kind::kNull || (node.kind == Node::Kind::kString && node.text == "none");
  if (is_none) return {};
  if (node.kind == Node::Kind::kList) return read_list(node, layers, out);
  nlohmann::json item;
  TableReader table(node, "probe", item);
  if (table.has("name")) {
    fail(table.value("name").mark,
         "probe.name is given for a single probe, wanted it in a list of probes only");
  }
  ProbeSettings probe = read_settings(table, layers);
  if (probe.epochs == 0) return {};
  out = std::move(item);
  return {std::move(probe)};
}

}  // namespace hebb::config
