// sweep_exclude -- exclude: combinations of a sweep that are not run.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/node.hpp"
#include "config/sweep_axis.hpp"

namespace hebb::config {

// Which runs an exclude: list takes out. An entry takes out the runs that have all of its values:
// labels where an axis has such a label, otherwise the values as they are written on the axes.
class Excluder {
 public:
  Excluder() = default;
  // `list` is the value of exclude:, `changed` whether an option has changed the sweep. Throws
  // Error (kUsage) for what is no list of tables, and for keys that no axis sets; these, too, are
  // let pass where `changed`.
  Excluder(const Node& list, std::span<const Axis> axes, bool changed);

  // The seeds that a combination is excluded for; nothing where it is excluded for all.
  // `point` is the document with the combination's settings.
  [[nodiscard]] std::optional<std::vector<std::uint64_t>> excluded_seeds(
      const Node& point, std::span<const Choice* const> combination);
  // To be told of each seed of the combinations that are not excluded as a whole.
  void saw_seed(std::uint64_t seed);

  // Throws Error (kUsage) with the entry's place if one has matched no run: what was meant to be
  // left out would run. Where an option has changed the sweep under it, that is worth a warning.
  void check_all_used() const;

 private:
  struct Condition {
    std::string key;
    std::vector<std::string> parts;
    Node value;
    bool is_label = false;
    bool was_met = false;
  };
  struct Entry {
    Mark mark;
    std::vector<Condition> conditions;
    std::optional<std::uint64_t> seed;
    bool seed_was_met = false;
    bool was_met = false;  // by a combination, whatever its seed
    bool must_exclude = true;
  };

  void add(const Node& node, const std::string& shown, std::span<const Axis> axes, bool changed);
  [[nodiscard]] static bool meets(Entry& entry, const Node& point,
                                  std::span<const Choice* const> combination);
  [[nodiscard]] static std::string why_unused(const Entry& entry);

  std::vector<Entry> entries_;
};

}  // namespace hebb::config
