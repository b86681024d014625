// quick -- `quick:`, what `--quick` changes in an experiment.
#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "config/message.hpp"
#include "config/node.hpp"
#include "config/resolve_parts.hpp"
#include "config/set_value.hpp"
#include "config/values.hpp"

namespace hebb::config {
namespace {

bool is_setting(std::string_view first) { return first != "quick" && first != "include"; }

}  // namespace

void check_quick(const Node& document) {
  const Node* const quick = document.find("quick");
  if (quick == nullptr || quick->kind == Node::Kind::kNull) return;
  if (quick->kind != Node::Kind::kMap) fail_type(*quick, "quick", "a table of dotted keys");
  for (const Node::Entry& entry : quick->entries) {
    if (is_setting(key_parts(entry.key, entry.mark).front())) continue;
    fail(entry.mark,
         fmt::format("quick has {}, wanted a key that -s can set", in_quotes(entry.key)));
  }
}

void apply_quick(Node& root) {
  check_quick(root);
  const auto quick = std::find_if(root.entries.begin(), root.entries.end(),
                                  [](const Node::Entry& entry) { return entry.key == "quick"; });
  if (quick == root.entries.end() || quick->value.entries.empty()) {
    fail({"--quick", 0, 0}, "the experiment has no quick: table, wanted one with what to change");
  }
  const Node changes = quick->value;
  for (const Node::Entry& entry : changes.entries) {
    set_value(root, key_parts(entry.key, entry.mark), entry.mark, entry.value);
  }
}

}  // namespace hebb::config
