// node -- a YAML document as a typed tree with marks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hebb::config {

// Where a value was written. `source` is a file name or "-s train.rate=1"; line and column count
// from 1, and line 0 means the source as a whole.
struct Mark {
  std::string source;
  int line = 0;
  int column = 0;

  [[nodiscard]] std::string text() const;  // "file:line:col" or "source"
};

// One value. Which members hold something follows from `kind`.
struct Node {
  enum class Kind { kNull, kBoolean, kInteger, kReal, kString, kList, kMap };
  struct Entry;

  Kind kind = Kind::kNull;
  Mark mark;
  bool boolean = false;
  std::int64_t integer = 0;
  double real = 0;             // also set for kInteger
  std::string text;            // kString: the string; scalars: as written
  std::vector<Node> items;     // kList
  std::vector<Entry> entries;  // kMap, in the order written

  [[nodiscard]] const Node* find(std::string_view key) const;  // kMap; nullptr where absent
  [[nodiscard]] Node* find(std::string_view key);
};

struct Node::Entry {
  std::string key;
  Mark mark;  // of the key
  Node value;
};

// Parses one YAML document. Plain scalars: true and false are booleans; plain decimal numbers are
// integers or reals; null and ~ are null; everything else is a string, and quoted scalars always
// are. A value that an alias stands for keeps the mark of where it is written. Columns count bytes.
//
// Throws Error (kUsage) with file:line:col for: files that cannot be read or have more than 4 MB,
// control characters and bytes that are not UTF-8, syntax errors, empty documents, duplicate keys,
// keys that are no scalars, merge keys (<<), more than one document, an alias to itself or to an
// unknown anchor, a document that expands to more than 100,000 nodes or nests more than 64 levels
// deep, tags, numbers with a leading zero, hex, octal and binary numbers, .nan and .inf, integers
// beyond 64 bits, reals beyond double, and the words yes, no, on, off, True, Null and the like,
// which some readers take for booleans or null (it asks for true, false, null or quotes).
[[nodiscard]] Node parse_file(const std::filesystem::path& path);
[[nodiscard]] Node parse_text(std::string_view text, const std::string& source);

// Sets what `-s key=value` says, "model.units=128"; the value is YAML. Maps on the way are made,
// also where a shorthand stands (rule: softhebb becomes rule: {name: softhebb}). The value's marks
// are "-s model.units=128". Throws Error (kUsage); then root may have new empty maps.
void apply_override(Node& root, std::string_view assignment);

// Adds or replaces the axis that `--sweep key=a,b` says; the values are the items of a YAML list.
// "seed=1,2" sets sweep.seeds. Throws as apply_override does.
void apply_sweep_axis(Node& root, std::string_view assignment);

// Sets what `quick: {model.units: 32, sweep.seeds: 2}` says. Throws Error (kUsage) where there is
// none, and for keys that cannot be set.
void apply_quick(Node& root);

}  // namespace hebb::config
