// tree_builder -- turns yaml-cpp's events into a Node tree, and refuses what we do not read. Only
// parse.cpp includes it.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "config/node.hpp"

namespace hebb::config {

// Handles one document. Every function may throw Error (kUsage).
class TreeBuilder : public YAML::EventHandler {
 public:
  // `text` is what yaml-cpp reads and must outlive the builder. Where `has_lines` is false all
  // marks mean the source as a whole.
  TreeBuilder(std::string_view text, std::string source, bool has_lines);

  [[nodiscard]] Node take_root() { return std::move(root_); }
  // Whether the error was that a key is a list or table. yaml-cpp reports an unclosed bracket at
  // the start of a document like that, before it finds the end.
  [[nodiscard]] bool has_key_without_word() const { return has_key_without_word_; }
  [[nodiscard]] Mark mark_of(const YAML::Mark& mark) const;

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

 private:
  // A finished value with the number of its nodes and of the levels of lists and tables in it.
  struct Subtree {
    Node node;
    std::size_t nodes = 1;
    std::size_t levels = 0;
  };

  // A list or table that is still open.
  struct Frame {
    Subtree subtree;
    YAML::anchor_t anchor = 0;
    bool has_key = false;  // of a table: the next event is the key's value
    std::string key;
    Mark key_mark;
    std::unordered_map<std::string, Mark> keys;
  };

  [[nodiscard]] bool wants_key() const;
  [[nodiscard]] std::string_view written_at(const YAML::Mark& mark, std::size_t length) const;
  void set_key(const std::string& value, const Mark& mark, bool is_plain);
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  void close();
  void add(Subtree value, YAML::anchor_t anchor);
  void remember(const Subtree& value, YAML::anchor_t anchor);
  void count(std::size_t& total, std::size_t nodes, const Mark& mark);

  std::string_view text_;
  std::string source_;
  bool has_lines_;
  Node root_;
  std::vector<Frame> frames_;
  std::map<YAML::anchor_t, Subtree> anchors_;  // of finished values
  std::map<YAML::anchor_t, std::string> names_;
  std::string pending_name_;
  int documents_ = 0;
  bool has_key_without_word_ = false;
  std::size_t nodes_ = 0;
  std::size_t anchored_nodes_ = 0;
};

}  // namespace hebb::config
