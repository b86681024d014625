// tree_builder -- turns yaml-cpp's events into a Node tree, and refuses what we do not read.
#include "config/tree_builder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "config/message.hpp"
#include "config/scalar.hpp"
#include "config/text_check.hpp"

namespace hebb::config {
namespace {

// Nodes after aliases are expanded: small documents of aliases to aliases grow exponentially.
constexpr std::size_t kMaxNodes = 100000;

// yaml-cpp's tags of values without one: "?" plain, "!" quoted.
constexpr std::string_view kPlain = "?";
constexpr std::string_view kQuoted = "!";

void check_tag(const std::string& tag, const Mark& mark) {
  if (tag.empty() || tag == kPlain || tag == kQuoted) return;
  constexpr std::string_view kStandard = "tag:yaml.org,2002:";
  const std::string shown = tag.starts_with(kStandard) ? "!!" + tag.substr(kStandard.size()) : tag;
  fail(mark, fmt::format("tag {}, wanted a value without a tag", printable(shown)));
}

}  // namespace

TreeBuilder::TreeBuilder(std::string_view text, std::string source, bool has_lines)
    : text_(text), source_(std::move(source)), has_lines_(has_lines) {}

Mark TreeBuilder::mark_of(const YAML::Mark& mark) const {
  if (!has_lines_ || mark.is_null()) return {source_, 0, 0};
  return {source_, mark.line + 1, mark.column + 1};
}

std::string_view TreeBuilder::written_at(const YAML::Mark& mark, std::size_t length) const {
  const auto position = static_cast<std::size_t>(std::max(mark.pos, 0));
  return position < text_.size() ? text_.substr(position, length) : std::string_view();
}

bool TreeBuilder::wants_key() const {
  return !frames_.empty() && frames_.back().subtree.node.kind == Node::Kind::kMap &&
         !frames_.back().has_key;
}

void TreeBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ > 1) fail(mark_of(mark), "a second document starts here, wanted one");
}

void TreeBuilder::OnAnchor(const YAML::Mark& /*mark*/, const std::string& name) {
  pending_name_ = name;
}

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark here = mark_of(mark);
  if (wants_key()) fail(here, "a key is null, wanted a word");
  const std::string_view word = written_at(mark, 4);
  Subtree null;
  const bool is_written = word == "Null" || word == "NULL" || word == "null";
  null.node = plain_scalar(is_written ? word : "", here);
  // yaml-cpp marks a value that is not written with the next token.
  const bool is_absent = !is_written && !word.starts_with('~') && !word.starts_with('&');
  if (is_absent && !frames_.empty() && frames_.back().has_key) {
    null.node.mark = frames_.back().key_mark;
  }
  add(std::move(null), anchor);
}

void TreeBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Mark here = mark_of(mark);
  if (wants_key()) fail(here, "a key is an alias, wanted a word");
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) {
    fail(here, fmt::format("alias *{0} is part of what &{0} names, wanted an alias to a value "
                           "that has ended",
                           printable(names_[anchor])));
  }
  if (frames_.size() + found->second.levels > kMaxDepth) {
    fail(here, fmt::format("nested more than {} levels deep, wanted fewer", kMaxDepth));
  }
  count(nodes_, found->second.nodes, here);
  nodes_ -= 1;  // add counts the top
  add(found->second, 0);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const Mark here = mark_of(mark);
  check_tag(tag, here);
  const bool is_plain = tag == kPlain;
  if (wants_key()) {
    set_key(value, here, is_plain);
    remember({string_scalar(value, here), 1, 0}, anchor);
    return;
  }
  add({is_plain ? plain_scalar(value, here) : string_scalar(value, here), 1, 0}, anchor);
}

void TreeBuilder::set_key(const std::string& value, const Mark& mark, bool is_plain) {
  if (is_plain && value == "<<") {
    fail(mark, "merge key <<, wanted the keys themselves: merge keys are not read");
  }
  Frame& frame = frames_.back();
  const auto [first, is_new] = frame.keys.emplace(value, mark);
  if (!is_new) {
    const std::string where =
        has_lines_ ? fmt::format(", first in line {}", first->second.line) : "";
    fail(mark, fmt::format("duplicate key {}{}", in_quotes(value), where));
  }
  frame.key = value;
  frame.key_mark = mark;
  frame.has_key = true;
}

void TreeBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::kList, mark, tag, anchor);
}

void TreeBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value /*style*/) {
  open(Node::Kind::kMap, mark, tag, anchor);
}

void TreeBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor) {
  const Mark here = mark_of(mark);
  check_tag(tag, here);
  if (wants_key()) {
    has_key_without_word_ = true;
    fail(here, fmt::format("a key is {}, wanted a word",
                           kind == Node::Kind::kList ? "a list" : "a table"));
  }
  if (frames_.size() >= kMaxDepth) {
    fail(here, fmt::format("nested more than {} levels deep, wanted fewer", kMaxDepth));
  }
  if (anchor != 0) names_[anchor] = pending_name_;
  Frame frame;
  frame.subtree.node.kind = kind;
  frame.subtree.node.mark = here;
  frame.subtree.levels = 1;
  frame.anchor = anchor;
  frames_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  add(std::move(frame.subtree), frame.anchor);
}

void TreeBuilder::count(std::size_t& total, std::size_t nodes, const Mark& mark) {
  total += nodes;
  if (total > kMaxNodes) {
    fail(mark, fmt::format("the document expands to more than {} values, wanted fewer", kMaxNodes));
  }
}

void TreeBuilder::remember(const Subtree& value, YAML::anchor_t anchor) {
  if (anchor == 0) return;
  count(anchored_nodes_, value.nodes, value.node.mark);
  anchors_[anchor] = value;
}

void TreeBuilder::add(Subtree value, YAML::anchor_t anchor) {
  count(nodes_, 1, value.node.mark);
  remember(value, anchor);
  if (frames_.empty()) {
    root_ = std::move(value.node);
    return;
  }
  Frame& frame = frames_.back();
  frame.subtree.nodes += value.nodes;
  frame.subtree.levels = std::max(frame.subtree.levels, value.levels + 1);
  if (frame.subtree.node.kind == Node::Kind::kList) {
    frame.subtree.node.items.push_back(std::move(value.node));
    return;
  }
  frame.subtree.node.entries.push_back(
      {std::move(frame.key), std::move(frame.key_mark), std::move(value.node)});
  frame.has_key = false;
}

}  // namespace hebb::config
