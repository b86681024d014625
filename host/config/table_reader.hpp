// table_reader -- reads one table of a document as the table of keys says.
#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "config/keys.hpp"
#include "config/node.hpp"

namespace hebb::config {

// Every value that is read, given or default, is written to `out`, so that what a run uses and
// what its config.json says are the same. Neither node nor out may go away before the reader.
class TableReader {
 public:
  // `path` is the table in keys(), "" for the top; `shown` its name in messages where that is
  // another ("probe[1]"); `source` the data source where keys depend on it. Throws Error (kUsage)
  // if the node is no table or has keys that are unknown or of other sources.
  TableReader(const Node& node, std::string path, nlohmann::json& out, std::string shown,
              std::string source = {});
  TableReader(const Node& node, const std::string& path, nlohmann::json& out)
      : TableReader(node, path, out, path) {}
  TableReader(Node&&, const std::string&, nlohmann::json&) = delete;  // the node must outlive it

  // Each throws Error (kUsage) if the key is required and missing, or its value is of another type
  // or out of range. The optional ones are for keys without a default; nothing is written then.
  [[nodiscard]] std::int64_t integer(std::string_view key);
  [[nodiscard]] double real(std::string_view key);
  [[nodiscard]] bool boolean(std::string_view key);
  [[nodiscard]] std::string string(std::string_view key);
  [[nodiscard]] std::string choice(std::string_view key);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key);
  [[nodiscard]] std::optional<double> optional_real(std::string_view key);
  [[nodiscard]] std::optional<std::filesystem::path> optional_path(std::string_view key);

  // The value as given, or the default with the mark of this table; kNull where there is neither.
  // Writes nothing. Throws Error (kUsage) if the key is required and missing.
  [[nodiscard]] Node value(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;  // null counts as absent where it may be

  [[nodiscard]] const KeySpec& spec(std::string_view key) const;
  [[nodiscard]] std::string shown(std::string_view key) const;  // "train.rate"
  [[nodiscard]] const Mark& mark() const { return node_.mark; }
  [[nodiscard]] nlohmann::json& out(std::string_view key) { return out_[std::string(key)]; }

 private:
  void check_key(const Node::Entry& entry) const;

  const Node& node_;
  std::string path_;
  nlohmann::json& out_;
  std::string shown_;
  std::string source_;
};

// Throws Error (kUsage) for a key that no table has: with the nearest of `known`, or the list of
// them. `table` is the name of the table in messages, "" for the top.
[[noreturn]] void fail_unknown(const Node::Entry& entry, const std::string& table,
                               std::span<const std::string> known);

}  // namespace hebb::config
