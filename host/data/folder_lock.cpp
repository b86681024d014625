#include "data/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

#include "base/error.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kWait{1};

[[noreturn]] void fail(const fs::path& path, const char* what, int reason) {
  throw Error(ExitCode::kRunFailed,
              path.string() + ": " + what + ": " + std::generic_category().message(reason));
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail(folder, "cannot be made", error.value());
}

// Whether the file that is open is still the one of this name: its last holder removes it.
bool is_current(int file, const fs::path& path) {
  struct stat held {};
  struct stat named {};
  return ::fstat(file, &held) == 0 && ::lstat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}  // namespace

FolderLock::FolderLock(fs::path folder, const std::function<void()>& waiting)
    : folder_(std::move(folder)) {
  const fs::path path = folder_ / "lock";
  while (true) {
    make_folder(folder_);
    file_ = Descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!file_.is_open() && errno == ENOENT) continue;  // removed meanwhile
    if (!file_.is_open()) fail(path, "cannot be written", errno);
    while (::flock(file_.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno == EINTR) continue;
      if (errno != EWOULDBLOCK) fail(path, "cannot be locked", errno);
      waiting();
      std::this_thread::sleep_for(kWait);
    }
    if (is_current(file_.get(), path)) return;
  }
}

void FolderLock::remove() {
  std::error_code error;
  std::error_code ignored;
  // The lock last, so that nobody comes in before the rest is gone.
  for (auto item = fs::directory_iterator(folder_, error);
       !error && item != fs::directory_iterator(); item.increment(error)) {
    if (item->path().filename() != "lock") fs::remove_all(item->path(), ignored);
  }
  fs::remove(folder_ / "lock", ignored);
  fs::remove(folder_, ignored);
}

}  // namespace hebb::data
