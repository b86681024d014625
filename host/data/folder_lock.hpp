// folder_lock -- one process at a time in a working folder that goes away when it is done.
#pragma once

#include <filesystem>
#include <functional>

#include "base/descriptor.hpp"

namespace hebb::data {

// Makes the folder where it is not there, and holds it from construction to destruction, against
// every other process of this machine and, where the file system does so, of others. The kernel
// gives it up when the process dies. The file `lock` in it is the lock.
class FolderLock {
 public:
  // Waits for whoever holds it; `waiting` is called once a second, first at once. What it throws
  // ends the waiting. Throws Error (kRunFailed) with the path and the system's reason.
  FolderLock(std::filesystem::path folder, const std::function<void()>& waiting);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

  // Removes the folder and all that is in it.
  void remove();

 private:
  std::filesystem::path folder_;
  Descriptor file_;
};

}  // namespace hebb::data
