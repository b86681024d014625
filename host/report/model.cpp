#include "report/model.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "report/axes.hpp"

namespace hebb::report {
namespace {

// "9" before "10", numbers before words.
int compared(const std::string& left, const std::string& right) {
  double a = 0;
  double b = 0;
  const auto first = std::from_chars(left.data(), left.data() + left.size(), a);
  const auto second = std::from_chars(right.data(), right.data() + right.size(), b);
  const bool is_a = first.ptr == left.data() + left.size() && !left.empty();
  const bool is_b = second.ptr == right.data() + right.size() && !right.empty();
  if (is_a && is_b && a != b) return a < b ? -1 : 1;
  if (is_a != is_b) return is_a ? -1 : 1;
  return left.compare(right);
}

bool comes_before(const RunGroup& left, const RunGroup& right) {
  for (std::size_t i = 0; i < std::min(left.axes.size(), right.axes.size()); ++i) {
    if (left.axes[i].first != right.axes[i].first) return left.axes[i].first < right.axes[i].first;
    const int order = compared(left.axes[i].second, right.axes[i].second);
    if (order != 0) return order < 0;
  }
  return left.axes.size() < right.axes.size();
}

// What a folder is called: the shortest end of its path that no other has.
std::vector<std::string> folder_names(const std::vector<Folder>& folders) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (const Folder& folder : folders) ++seen[folder.path.filename().string()];
  for (const Folder& folder : folders) {
    std::string name = folder.path.filename().string();
    if (seen[name] > 1) name = (folder.path.parent_path().filename() / name).string();
    names.push_back(name);
  }
  seen.clear();
  for (const std::string& name : names) ++seen[name];
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (seen[names[i]] > 1) names[i] = folders[i].path.string();
  }
  return names;
}

std::vector<const RunRecord*>& members(RunGroup& group, RunRecord::State state) {
  if (state == RunRecord::State::kDone) return group.done;
  return state == RunRecord::State::kFailed ? group.failed : group.missing;
}

const RunRecord& any_run(const RunGroup& group) {
  for (const auto* list : {&group.done, &group.failed}) {
    if (!list->empty()) return *list->front();
  }
  return *group.missing.front();
}

}  // namespace

Model::Model(std::span<const std::filesystem::path> paths) {
  for (const auto& path : paths) folders_.push_back(read_folder(path));
  for (std::size_t i = 0; i < folders_.size(); ++i) add_groups(i);
  if (folders_.size() > 1) {
    const std::vector<std::string> names = folder_names(folders_);
    for (RunGroup& group : groups_) {
      group.axes.insert(group.axes.begin(), {"directory", names[group.folder]});
    }
  }
  std::vector<Axes> all;
  for (const RunGroup& group : groups_) all.push_back(group.axes);
  axes_ = axis_names(all);
}

void Model::add_groups(std::size_t folder) {
  std::map<std::string, std::size_t> places;
  std::vector<RunGroup> groups;
  for (const RunRecord& run : folders_[folder].runs) {
    const auto [place, is_new] = places.emplace(run.group, groups.size());
    if (is_new) groups.push_back({run.group, folder, run.axes, {}, {}, {}});
    members(groups[place->second], run.state).push_back(&run);
  }
  std::vector<AxesOf> axes;
  for (RunGroup& group : groups) {
    for (auto* list : {&group.done, &group.failed, &group.missing}) {
      std::sort(list->begin(), list->end(),
                [](const RunRecord* a, const RunRecord* b) { return a->seed < b->seed; });
    }
    axes.push_back({group.axes, &any_run(group).config});
  }
  tell_apart(axes);
  for (std::size_t i = 0; i < groups.size(); ++i) groups[i].axes = std::move(axes[i].axes);
  if (!folders_[folder].has_plan) std::stable_sort(groups.begin(), groups.end(), &comes_before);
  std::move(groups.begin(), groups.end(), std::back_inserter(groups_));
}

std::size_t Model::count(RunRecord::State state) const {
  std::size_t found = 0;
  for (const Folder& folder : folders_) {
    found += static_cast<std::size_t>(
        std::count_if(folder.runs.begin(), folder.runs.end(),
                      [state](const RunRecord& run) { return run.state == state; }));
  }
  return found;
}

std::vector<std::string> Model::experiments() const {
  std::vector<std::string> names;
  for (const Folder& folder : folders_) {
    for (const RunRecord& run : folder.runs) {
      const auto name = run.config.find("name");
      if (name == run.config.end() || !name->is_string()) continue;
      if (std::find(names.begin(), names.end(), *name) == names.end()) names.push_back(*name);
    }
  }
  return names;
}

std::vector<std::string> Model::summary_keys() const {
  std::set<std::string> keys;
  for (const RunGroup& group : groups_) {
    for (const RunRecord* run : group.done) {
      for (const auto& [key, value] : run->summary.items()) {
        if (value.is_number()) keys.insert(key);
      }
    }
  }
  return {keys.begin(), keys.end()};
}

std::vector<double> values_of(const RunGroup& group, const std::string& key) {
  std::vector<double> values;
  for (const RunRecord* run : group.done) {
    const auto entry = run->summary.find(key);
    if (entry != run->summary.end() && entry->is_number()) values.push_back(entry->get<double>());
  }
  return values;
}

}  // namespace hebb::report
