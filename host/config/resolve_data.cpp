// resolve_data -- the data: table.
#include <fmt/format.h>

#include "config/message.hpp"
#include "config/resolve_parts.hpp"
#include "config/scalar.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

// {name: NAME} for a bare name.
Node long_form(const Node& node) {
  if (node.kind != Node::Kind::kString) return node;
  Node table;
  table.kind = Node::Kind::kMap;
  table.mark = node.mark;
  table.entries.push_back({"name", node.mark, node});
  return table;
}

void read_normalize(TableReader& table, DataSettings& data) {
  const Node pair = table.value("normalize");
  const std::string shown = table.shown("normalize");
  if (pair.kind != Node::Kind::kList || pair.items.size() != 2) {
    const std::string got = pair.kind == Node::Kind::kList
                                ? fmt::format("a list of {}", pair.items.size())
                                : description(pair);
    fail(pair.mark, fmt::format("{} is {}, wanted {}", shown, got, table.spec("normalize").range));
  }
  data.mean = real_value(pair.items[0], shown + "[0]", {});
  data.scale = real_value(pair.items[1], shown + "[1]", {.minimum = 0, .minimum_excluded = true});
  table.out("normalize") = {data.mean, data.scale};
}

void read_files(TableReader& table, DataSettings& data) {
  data.train = table.optional_path("train").value();
  data.test = table.optional_path("test").value_or("");
  data.train_labels = table.optional_path("train_labels").value_or("");
  data.test_labels = table.optional_path("test_labels").value_or("");
  if (!data.test_labels.empty() && data.test.empty()) {
    fail(table.value("test_labels").mark,
         "data.test_labels is given without data.test, wanted both or neither");
  }
}

void read_spectrum(TableReader& table, DataSettings& data) {
  const Node list = table.value("spectrum");
  const KeySpec& row = table.spec("spectrum");
  const std::string shown = table.shown("spectrum");
  if (list.kind != Node::Kind::kList) fail_type(list, shown, wanted_type(row));
  if (list.items.empty() || list.items.size() > data.inputs) {
    fail(list.mark, fmt::format("{} has {} numbers, wanted 1 to {}, one for each of data.inputs",
                                shown, list.items.size(), data.inputs));
  }
  data.spectrum.clear();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    data.spectrum.push_back(real_value(list.items[i], fmt::format("{}[{}]", shown, i), row.bounds));
  }
  table.out("spectrum") = data.spectrum;
}

std::optional<std::uint64_t> count(TableReader& table, std::string_view key) {
  const std::optional<std::int64_t> number = table.optional_integer(key);
  if (!number) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::string source_of(const Node& node) {
  const Node* const name = node.find("name");
  if (node.kind != Node::Kind::kMap || name == nullptr) return "";  // the reader says so
  const KeySpec& row = *find_key("data.name");
  return row.choices[choice_value(*name, "data.name", row.choices)];
}

}  // namespace

DataSettings read_data(const Node& node, nlohmann::json& out) {
  const Node whole = long_form(node);
  DataSettings data;
  TableReader table(whole, "data", out, "data", source_of(whole));
  data.name = table.choice("name");
  read_normalize(table, data);
  const auto applies = [&data](std::string_view key) {
    return find_key(key, data.name) != nullptr;
  };
  if (data.name == "npy") {
    read_files(table, data);
  } else {
    data.train_count = count(table, "train");
    data.test_count = count(table, "test");
  }
  if (applies("data.root")) data.root = table.optional_path("root").value_or("").string();
  if (applies("data.size")) data.size = static_cast<std::uint32_t>(table.integer("size"));
  if (applies("data.probability")) data.probability = table.real("probability");
  if (applies("data.inputs")) data.inputs = static_cast<std::uint32_t>(table.integer("inputs"));
  if (applies("data.spectrum")) read_spectrum(table, data);
  if (applies("data.ratio")) data.ratio = table.real("ratio");
  if (applies("data.basis")) data.axes = table.choice("basis") == "axes";
  if (applies("data.condition")) data.condition = table.real("condition");
  if (applies("data.seed")) data.seed = static_cast<std::uint64_t>(table.integer("seed"));
  return data;
}

}  // namespace hebb::config
