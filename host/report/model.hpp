// model -- what a report is about: runs in groups that differ in their seed only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "report/aggregate.hpp"
#include "report/results.hpp"

namespace hebb::report {

// The runs of one configuration, by seed.
struct RunGroup {
  std::string id;          // config::group_id
  std::size_t folder = 0;  // in Model::folders
  Axes axes;               // no two groups have the same
  std::vector<const RunRecord*> done;
  std::vector<const RunRecord*> failed;
  std::vector<const RunRecord*> missing;

  [[nodiscard]] std::size_t planned() const noexcept {
    return done.size() + failed.size() + missing.size();
  }
};

class Model {
 public:
  // Where there are several folders, `directory` is the first axis. Throws as read_folder does.
  explicit Model(std::span<const std::filesystem::path> paths);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  [[nodiscard]] const std::vector<Folder>& folders() const noexcept { return folders_; }
  // In the order of the folders and their plans; without a plan, by the texts of their axes.
  [[nodiscard]] const std::vector<RunGroup>& groups() const noexcept { return groups_; }
  [[nodiscard]] const std::vector<std::string>& axes() const noexcept { return axes_; }
  [[nodiscard]] std::size_t count(RunRecord::State state) const;

  // The experiments' names, each once.
  [[nodiscard]] std::vector<std::string> experiments() const;

  // The keys under which some summary has a number, in alphabetical order.
  [[nodiscard]] std::vector<std::string> summary_keys() const;

 private:
  void add_groups(std::size_t folder);

  std::vector<Folder> folders_;
  std::vector<RunGroup> groups_;
  std::vector<std::string> axes_;
};

// The numbers under a key in the summaries of a group's finished runs; null and absent do not
// count.
[[nodiscard]] std::vector<double> values_of(const RunGroup& group, const std::string& key);

}  // namespace hebb::report
