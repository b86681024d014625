// checkpoint_folder -- DIR/.checkpoints/ID: the checkpoints of a run that is under way.
//
//   STAGE-STEPS.state   the state after so many steps of a stage; the two furthest are kept
//   metrics.jsonl       what the run had written, up to the furthest of them or longer
//
// A file's name says how far the run was, so no clock decides which is the latest. Whoever works on
// a run writes here; if two do for a moment, since one was taken for dead, they write the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace hebb::run {

class CheckpointFolder {
 public:
  // The folder need not be there.
  explicit CheckpointFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] std::filesystem::path journal() const { return folder_ / "metrics.jsonl"; }
  [[nodiscard]] std::filesystem::path path_of(std::size_t stage, std::uint64_t steps) const;

  // The furthest first.
  [[nodiscard]] std::vector<std::filesystem::path> files() const;

  // Makes the folder. Throws Error (kRunFailed).
  void make() const;

  // Removes those behind `newest` but for one. Those further are ones that could not be read: a
  // fault of the disk may pass.
  void prune(const std::filesystem::path& newest) const;

  // Removes what a process that was killed while it wrote has left.
  void remove_unfinished() const;

  // Moves the folder to stale/ID-checkpoint-N and returns its new path. Throws Error (kRunFailed).
  [[nodiscard]] std::filesystem::path set_aside() const;

 private:
  std::filesystem::path folder_;
};

// DIR/.checkpoints/ID.
[[nodiscard]] std::filesystem::path checkpoints_of(const std::filesystem::path& directory,
                                                   const std::string& id);

// True if the run has a checkpoint to go on from.
[[nodiscard]] bool has_checkpoint(const std::filesystem::path& directory, const std::string& id);

// Removes the checkpoints of a run, or those of all runs that are `finished`.
void remove_checkpoints(const std::filesystem::path& directory, const std::string& id);
void remove_checkpoints(const std::filesystem::path& directory,
                        const std::function<bool(const std::string& id)>& is_finished);

}  // namespace hebb::run
