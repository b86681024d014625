#include "config/published.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/display.hpp"
#include "config/keys.hpp"
#include "config/labels.hpp"
#include "config/message.hpp"
#include "config/run_identity.hpp"
#include "config/set_value.hpp"
#include "config/table_reader.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kLongestTableName = 32;
constexpr std::size_t kLongestText = 200;

// The runs that differ in their seed only, by one of them.
struct Group {
  std::string id;
  const Experiment* experiment;
};

std::vector<Group> groups_of(std::span<const PlannedRun> runs) {
  std::map<std::string, bool> known;
  std::vector<Group> groups;
  for (const PlannedRun& run : runs) {
    std::string id = group_id(run.experiment.resolved);
    if (known.emplace(id, true).second) groups.push_back({std::move(id), &run.experiment});
  }
  return groups;
}

bool has_setting(const nlohmann::json& got, const Node& wanted) {
  using enum Node::Kind;
  switch (wanted.kind) {
    case kInteger:
    case kReal:
      return got.is_number() && got.get<double>() == wanted.real;
    case kBoolean:
      return got.is_boolean() && got.get<bool>() == wanted.boolean;
    case kString:
      if (got.is_object()) return got.contains("name") && has_setting(got["name"], wanted);
      return got.is_string() && got.get_ref<const std::string&>() == wanted.text;
    case kList:
      return got.is_array() && std::equal(got.begin(), got.end(), wanted.items.begin(),
                                          wanted.items.end(), &has_setting);
    case kMap:
      return std::all_of(wanted.entries.begin(), wanted.entries.end(), [&](const auto& entry) {
        return got.is_object() && got.contains(entry.key) &&
               has_setting(got[entry.key], entry.value);
      });
    case kNull:
      return got.is_null();
  }
  return false;
}

// What a cell says of its runs: one dotted key.
struct Condition {
  std::string key;
  std::vector<std::string> parts;
  Node value;
};

bool has_label(const Experiment& experiment, const std::string& key, const std::string& text) {
  const auto& labels = experiment.labels;
  return std::find(labels.begin(), labels.end(), std::pair(key, text)) != labels.end();
}

bool meets(const Condition& condition, const Experiment& experiment, bool is_label) {
  if (is_label) return has_label(experiment, condition.key, condition.value.text);
  const nlohmann::json* value = &experiment.resolved;
  for (const std::string& part : condition.parts) {
    if (!value->is_object() || !value->contains(part)) return false;
    value = &(*value)[part];
  }
  return has_setting(*value, condition.value);
}

nlohmann::json matching(const std::vector<Condition>& conditions,
                        const std::vector<Group>& groups) {
  std::vector<bool> is_label(conditions.size());
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    is_label[i] =
        conditions[i].value.kind == Node::Kind::kString &&
        std::any_of(groups.begin(), groups.end(), [&](const Group& group) {
          return has_label(*group.experiment, conditions[i].key, conditions[i].value.text);
        });
  }
  nlohmann::json ids = nlohmann::json::array();
  for (const Group& group : groups) {
    bool meets_all = true;
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      meets_all = meets_all && meets(conditions[i], *group.experiment, is_label[i]);
    }
    if (meets_all) ids.push_back(group.id);
  }
  return ids;
}

std::string short_text(const Node& node, const std::string& shown) {
  std::string text = string_value(node, shown);
  if (text.empty() || text.size() > kLongestText) {
    fail_range(node, shown, fmt::format("1 to {} bytes", kLongestText));
  }
  return text;
}

nlohmann::json summary_keys(const Node& node, const std::string& shown) {
  if (node.kind != Node::Kind::kList) fail_type(node, shown, "a list of keys of summary.json");
  if (node.items.empty()) fail(node.mark, fmt::format("{} is empty, wanted a key", shown));
  nlohmann::json keys = nlohmann::json::array();
  for (const Node& item : node.items) keys.push_back(short_text(item, shown + "[]"));
  return keys;
}

// The printed numbers of one cell; null where nothing is printed.
nlohmann::json printed(const Node& node, const std::string& shown, std::size_t count) {
  if (node.kind == Node::Kind::kNull) return nullptr;
  nlohmann::json values = nlohmann::json::array();
  if (node.kind != Node::Kind::kList && count == 1) {
    values.push_back(real_value(node, shown, Bounds{}));
    return values;
  }
  if (node.kind != Node::Kind::kList) {
    fail_type(node, shown, fmt::format("a list of {} numbers, one for each key", count));
  }
  if (node.items.size() != count) {
    fail(node.mark, fmt::format("{} has {} numbers, wanted {}, one for each key", shown,
                                node.items.size(), count));
  }
  for (const Node& item : node.items) values.push_back(real_value(item, shown + "[]", Bounds{}));
  return values;
}

// Reads the entries of cells:, each of which is one cell or a row of them.
class CellReader {
 public:
  CellReader(const nlohmann::json& keys, const std::vector<Group>& groups, nlohmann::json& cells)
      : table_keys_(keys), groups_(groups), cells_(cells) {}

  void read(const Node& node, const std::string& shown) {
    if (node.kind != Node::Kind::kMap) fail_type(node, shown, "a table");
    nlohmann::json cell{{"keys", table_keys_}, {"note", ""}};
    const Node* values = nullptr;
    std::vector<Condition> conditions;
    for (const Node::Entry& entry : node.entries) {
      const std::string name = fmt::format("{}.{}", shown, entry.key);
      if (entry.key == "values") {
        values = &entry.value;
      } else if (entry.key == "keys") {
        cell["keys"] = summary_keys(entry.value, name);
      } else if (entry.key == "note") {
        cell["note"] = short_text(entry.value, name);
      } else {
        conditions.push_back(condition(entry));
      }
    }
    if (values == nullptr) fail(node.mark, fmt::format("{}.values is missing, wanted it", shown));
    if (conditions.empty()) {
      fail(node.mark, fmt::format("{} says of no runs, wanted a key of the experiment", shown));
    }
    add_all(std::move(cell), conditions, *values, shown);
  }

 private:
  static Condition condition(const Node::Entry& entry) {
    Condition result{entry.key, key_parts(entry.key, entry.mark), entry.value};
    const std::vector<std::string> known = names_in("");
    if (entry.key != "list" &&
        std::find(known.begin(), known.end(), result.parts.front()) == known.end()) {
      fail_unknown(entry, "", known);
    }
    return result;
  }

  void add_all(nlohmann::json cell, std::vector<Condition> conditions, const Node& values,
               const std::string& shown) {
    const auto is_list = [](const Condition& c) { return c.value.kind == Node::Kind::kList; };
    const auto row = std::find_if(conditions.begin(), conditions.end(), is_list);
    if (row == conditions.end()) return add(std::move(cell), conditions, values, shown + ".values");
    if (std::find_if(row + 1, conditions.end(), is_list) != conditions.end()) {
      fail(values.mark, fmt::format("{} has two lists, wanted one at most", shown));
    }
    const std::vector<Node> along = row->value.items;
    if (values.kind != Node::Kind::kList || values.items.size() != along.size()) {
      fail(values.mark, fmt::format("{}.values is {}, wanted a list of {}, as {} has", shown,
                                    description(values), along.size(), row->key));
    }
    for (std::size_t i = 0; i < along.size(); ++i) {
      row->value = along[i];
      add(cell, conditions, values.items[i], fmt::format("{}.values[{}]", shown, i));
    }
  }

  void add(nlohmann::json cell, const std::vector<Condition>& conditions, const Node& value,
           const std::string& shown) {
    cell["values"] = printed(value, shown, cell["keys"].size());
    if (cell["values"].is_null()) return;
    cell["axes"] = nlohmann::json::array();
    for (const Condition& condition : conditions) {
      cell["axes"].push_back({condition.key, display_text(condition.value)});
    }
    cell["groups"] = matching(conditions, groups_);
    cells_.push_back(std::move(cell));
  }

  const nlohmann::json& table_keys_;
  const std::vector<Group>& groups_;
  nlohmann::json& cells_;
};

std::string table_name(TableReader& table) {
  std::string name = table.string("name");
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  if (name.empty() || name.size() > kLongestTableName ||
      name.find_first_not_of(kAllowed) != std::string::npos) {
    fail_range(table.value("name"), table.shown("name"), table.spec("name").range);
  }
  return name;
}

nlohmann::json read_table(const Node& node, const std::string& shown,
                          const std::vector<Group>& groups) {
  nlohmann::json out = nlohmann::json::object();
  TableReader table(node, "published.tables[]", out, shown);
  (void)table_name(table);
  out["title"] = short_text(table.value("title"), table.shown("title"));
  (void)table.real("rounding");
  (void)table.optional_integer("classes");
  out["keys"] = summary_keys(table.value("keys"), table.shown("keys"));
  const Node cells = table.value("cells");
  if (cells.kind != Node::Kind::kList) {
    fail_type(cells, table.shown("cells"), wanted_type(table.spec("cells")));
  }
  out["cells"] = nlohmann::json::array();
  CellReader reader(out["keys"], groups, out["cells"]);
  for (std::size_t i = 0; i < cells.items.size(); ++i) {
    reader.read(cells.items[i], fmt::format("{}.cells[{}]", shown, i));
  }
  return out;
}

}  // namespace

nlohmann::json read_published(const Node& document, std::span<const PlannedRun> runs) {
  const Node* const node = document.find("published");
  if (node == nullptr || node->kind == Node::Kind::kNull || node->entries.empty()) return nullptr;
  nlohmann::json out = nlohmann::json::object();
  TableReader top(*node, "published", out);
  out["source"] = short_text(top.value("source"), "published.source");
  const Node tables = top.value("tables");
  if (tables.kind != Node::Kind::kList) {
    fail_type(tables, "published.tables", wanted_type(top.spec("tables")));
  }
  const std::vector<Group> groups = groups_of(runs);
  std::map<std::string, Mark> names;
  out["tables"] = nlohmann::json::array();
  for (std::size_t i = 0; i < tables.items.size(); ++i) {
    const std::string shown = fmt::format("published.tables[{}]", i);
    nlohmann::json table = read_table(tables.items[i], shown, groups);
    const auto [first, is_new] = names.emplace(table["name"], tables.items[i].mark);
    if (!is_new) {
      fail(tables.items[i].mark,
           fmt::format("{}.name is {} again, first at {}, wanted distinct names", shown,
                       first->first, first->second.text()));
    }
    out["tables"].push_back(std::move(table));
  }
  return out;
}

}  // namespace hebb::config
