// table_reader -- reads one table of a document as the table of keys says.
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "config/message.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

std::string joined(const std::string& table, std::string_view key) {
  return table.empty() ? std::string(key) : fmt::format("{}.{}", table, key);
}

bool may_be_null(const KeySpec& key) { return !key.required && key.initial.empty(); }

}  // namespace

void fail_unknown(const Node::Entry& entry, const std::string& table,
                  std::span<const std::string> known) {
  const std::string prefix = joined(table, "");
  std::string hint = suggestion(entry.key, known, prefix);
  const std::size_t dot = entry.key.find('.');
  if (dot != std::string::npos) {
    const std::string first = entry.key.substr(0, dot);
    for (const std::string& name : known) {
      if (name != first) continue;
      hint = fmt::format(", wanted tables instead of dots: {}: {{{}: ..}}", first,
                         printable(entry.key.substr(dot + 1)));
    }
  }
  if (hint.empty()) hint = fmt::format(", wanted one of {}", fmt::join(known, ", "));
  fail(entry.mark, fmt::format("unknown key {}{}", in_quotes(joined(table, entry.key)), hint));
}

TableReader::TableReader(const Node& node, std::string path, nlohmann::json& out, std::string shown,
                         std::string source)
    : node_(node),
      path_(std::move(path)),
      out_(out),
      shown_(std::move(shown)),
      source_(std::move(source)) {
  if (node.kind != Node::Kind::kMap) {
    const KeySpec* const row = find_key(path_);
    fail_type(node, shown_.empty() ? "the document" : shown_,
              row == nullptr ? "a table" : wanted_type(*row));
  }
  for (const Node::Entry& entry : node.entries) check_key(entry);
}

void TableReader::check_key(const Node::Entry& entry) const {
  const std::vector<std::string> known = names_in(path_);
  if (std::find(known.begin(), known.end(), entry.key) == known.end()) {
    fail_unknown(entry, shown_, known);
  }
  const std::string path = joined(path_, entry.key);
  if (find_key(path, source_) != nullptr) return;
  std::vector<std::string> sources;
  for (const KeySpec& row : keys()) {
    if (row.path == path) sources.insert(sources.end(), row.sources.begin(), row.sources.end());
  }
  fail(entry.mark, fmt::format("{} does not apply to {}, wanted it for {} only", shown(entry.key),
                               source_, fmt::join(sources, ", ")));
}

const KeySpec& TableReader::spec(std::string_view key) const {
  const KeySpec* const row = find_key(joined(path_, key), source_);
  if (row == nullptr) throw std::logic_error("no row for key " + joined(path_, key));
  return *row;
}

std::string TableReader::shown(std::string_view key) const { return joined(shown_, key); }

bool TableReader::has(std::string_view key) const {
  const Node* const given = node_.find(key);
  return given != nullptr && (given->kind != Node::Kind::kNull || !may_be_null(spec(key)));
}

Node TableReader::value(std::string_view key) const {
  if (has(key)) return *node_.find(key);
  const KeySpec& row = spec(key);
  if (row.required) {
    const bool is_number = row.kind == KeyType::kInteger || row.kind == KeyType::kReal;
    const std::string range = is_number && !row.range.empty() ? " " + row.range : "";
    fail(node_.mark,
         fmt::format("{} is missing, wanted {}{}", shown(key), wanted_type(row), range));
  }
  Node initial = row.value;
  initial.mark = node_.mark;
  return initial;
}

std::int64_t TableReader::integer(std::string_view key) {
  const std::int64_t number = integer_value(value(key), shown(key), spec(key).bounds);
  out(key) = number;
  return number;
}

double TableReader::real(std::string_view key) {
  const double number = real_value(value(key), shown(key), spec(key).bounds);
  out(key) = number;
  return number;
}

bool TableReader::boolean(std::string_view key) {
  const bool is_set = boolean_value(value(key), shown(key));
  out(key) = is_set;
  return is_set;
}

std::string TableReader::string(std::string_view key) {
  std::string text = string_value(value(key), shown(key));
  out(key) = text;
  return text;
}

std::string TableReader::choice(std::string_view key) {
  const std::vector<std::string>& choices = spec(key).choices;
  const std::string& word = choices[choice_value(value(key), shown(key), choices)];
  out(key) = word;
  return word;
}

std::optional<std::int64_t> TableReader::optional_integer(std::string_view key) {
  if (!has(key)) return std::nullopt;
  return integer(key);
}

std::optional<double> TableReader::optional_real(std::string_view key) {
  if (!has(key)) return std::nullopt;
  return real(key);
}

std::optional<std::filesystem::path> TableReader::optional_path(std::string_view key) {
  if (!has(key) && !spec(key).required) return std::nullopt;
  std::filesystem::path path = path_value(value(key), shown(key));
  out(key) = path.string();
  return path;
}

}  // namespace hebb::config
