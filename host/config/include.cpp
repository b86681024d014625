// include -- an experiment's file with all that it includes.
#include "config/include.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

#include "config/keys.hpp"
#include "config/message.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxLevels = 16;
constexpr std::size_t kMaxFiles = 64;
constexpr std::size_t kMaxValues = 100000;

std::size_t count_values(const Node& node) {
  std::size_t count = 1;
  for (const Node& item : node.items) count += count_values(item);
  for (const Node::Entry& entry : node.entries) count += count_values(entry.value);
  return count;
}

// Whether the table at `path` is a plugin or data source, and `over` gives it another name.
bool is_another(const Node& base, const Node& over, const KeySpec* row) {
  if (row == nullptr || row->named.empty()) return false;
  const Node* const name = over.find("name");
  const Node* const before = base.find("name");
  return name != nullptr && before != nullptr && name->text != before->text;
}

void make_table(Node& node) {
  Node table;
  table.kind = Node::Kind::kMap;
  table.mark = node.mark;
  table.entries.push_back({"name", node.mark, std::move(node)});
  node = std::move(table);
}

// Merges `over` into `base`, which stands at the dotted key `path`.
void merge(Node& base, Node over, const std::string& path) {
  using enum Node::Kind;
  const KeySpec* const row = find_key(path);
  const bool is_named = row != nullptr && !row->named.empty();
  if (base.kind == kString && over.kind == kMap && is_named) make_table(base);
  if (base.kind != kMap || over.kind != kMap || is_another(base, over, row)) {
    base = std::move(over);
    return;
  }
  base.mark = over.mark;
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < base.entries.size(); ++i) places.emplace(base.entries[i].key, i);
  for (Node::Entry& entry : over.entries) {
    const auto place = places.find(entry.key);
    if (place == places.end()) {
      base.entries.push_back(std::move(entry));
      continue;
    }
    Node::Entry& there = base.entries[place->second];
    there.mark = entry.mark;
    merge(there.value, std::move(entry.value), path.empty() ? entry.key : path + "." + entry.key);
  }
}

std::vector<const Node*> paths_in(const Node& include) {
  if (include.kind != Node::Kind::kList) return {&include};
  if (include.items.empty()) {
    fail(include.mark, "include is an empty list, wanted one path or more");
  }
  std::vector<const Node*> paths;
  for (const Node& item : include.items) paths.push_back(&item);
  return paths;
}

class Loader {
 public:
  Node load(const fs::path& path, const Mark* include) {
    enter(path, include);
    Node own = parse_file(path);
    check(own);
    const auto found = std::find_if(own.entries.begin(), own.entries.end(),
                                    [](const auto& entry) { return entry.key == "include"; });
    if (found != own.entries.end()) {
      const Node list = std::move(found->value);
      own.entries.erase(found);
      if (list.kind != Node::Kind::kNull) own = with_included(list, path, std::move(own));
    }
    chain_.pop_back();
    return own;
  }

 private:
  struct Link {
    fs::path canonical;
    std::string shown;
  };

  void enter(const fs::path& path, const Mark* include) {
    std::error_code error;
    Link link{fs::weakly_canonical(path, error), path.string()};
    if (include != nullptr) check_link(link, *include);
    chain_.push_back(std::move(link));
  }

  void check_link(const Link& link, const Mark& mark) {
    const auto same = std::find_if(chain_.begin(), chain_.end(), [&link](const Link& other) {
      return other.canonical == link.canonical;
    });
    if (same != chain_.end()) {
      std::string text;
      for (auto at = same; at != chain_.end(); ++at) text += at->shown + " -> ";
      fail(mark, fmt::format("include goes in a circle ({}{}), wanted files that do not include "
                             "themselves",
                             text, same->shown));
    }
    if (chain_.size() >= kMaxLevels) {
      fail(mark,
           fmt::format("include is nested more than {} levels deep, wanted fewer", kMaxLevels));
    }
    if (++files_ >= kMaxFiles) {
      fail(mark, fmt::format("include reads more than {} files, wanted fewer", kMaxFiles));
    }
  }

  void check(const Node& document) {
    if (document.kind != Node::Kind::kMap) fail_type(document, "the document", "a table");
    values_ += count_values(document);
    if (values_ > kMaxValues) {
      fail(document.mark, fmt::format("with what is included there are more than {} values, wanted "
                                      "fewer",
                                      kMaxValues));
    }
    const Node* const schema = document.find("schema");
    if (schema != nullptr) (void)integer_value(*schema, "schema", find_key("schema")->bounds);
  }

  Node with_included(const Node& include, const fs::path& path, Node own) {
    Node merged;
    merged.kind = Node::Kind::kMap;
    for (const Node* item : paths_in(include)) {
      const std::string text = string_value(*item, "include");
      const fs::path file = path.parent_path() / text;
      std::error_code error;
      if (text.empty() || !fs::is_regular_file(file, error)) {
        fail(item->mark, fmt::format("include is {}, which is {}, wanted a YAML file",
                                     in_quotes(text), error ? error.message() : "no file"));
      }
      merge(merged, load(file, &item->mark), "");
    }
    merge(merged, std::move(own), "");
    return merged;
  }

  std::vector<Link> chain_;  // the files that are being read, each included by the one before
  std::size_t files_ = 0;    // included so far
  std::size_t values_ = 0;
};

}  // namespace

Node load_file(const fs::path& path) { return Loader().load(path, nullptr); }

}  // namespace hebb::config
