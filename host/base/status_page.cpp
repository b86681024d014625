#include "base/status_page.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include "base/error.hpp"

namespace hebb {
namespace {

StatusPage* current = nullptr;

// A plugin that forks makes a second process in the middle of its call. Set in that one.
std::atomic<bool> is_twin{false};

void after_fork() noexcept {
  if (status_page().plugin.load(std::memory_order_relaxed) != 0) is_twin.store(true);
}

[[noreturn]] void fail_page(const char* what) {
  throw Error(ExitCode::kRunFailed,
              std::string("status page: ") + what + ": " + std::strerror(errno));
}

}  // namespace

StatusPage& status_page() {
  static StatusPage own;
  return current != nullptr ? *current : own;
}

int create_status_file() {
  const int fd = memfd_create("hebb-status", MFD_CLOEXEC);
  if (fd < 0) fail_page("memfd_create");
  if (ftruncate(fd, sizeof(StatusPage)) != 0) {
    close(fd);
    fail_page("ftruncate");
  }
  return fd;
}

StatusPage& map_status_page(int fd) {
  void* memory = mmap(nullptr, sizeof(StatusPage), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (memory == MAP_FAILED) fail_page("mmap");
  return *static_cast<StatusPage*>(memory);
}

void unmap_status_page(StatusPage& page) { munmap(&page, sizeof(StatusPage)); }

void attach_status_page(int fd) { current = new (&map_status_page(fd)) StatusPage; }

std::string word(PluginFunction function) {
  switch (function) {
    case PluginFunction::kNone:
      return "nothing";
    case PluginFunction::kLoad:
      return "loading";
    case PluginFunction::kEntry:
      return "hebb_plugin_v1";
    case PluginFunction::kCreate:
      return "create";
    case PluginFunction::kDestroy:
      return "destroy";
    case PluginFunction::kStep:
      return "step";
    case PluginFunction::kForward:
      return "forward";
    case PluginFunction::kGradient:
      return "gradient";
    case PluginFunction::kObserve:
      return "observe";
    case PluginFunction::kReport:
      return "report";
  }
  return "a function";
}

std::uint32_t register_plugin_file(const std::string& path) {
  static const int watching = ::pthread_atfork(nullptr, nullptr, &after_fork);
  if (watching != 0) fail_page("pthread_atfork");
  StatusPage& page = status_page();
  const std::uint32_t index = page.plugin_count.load();
  if (index >= StatusPage::kPlugins) {
    throw Error(ExitCode::kRunFailed, "more than 64 plugins in one run");
  }
  path.copy(page.files[index], StatusPage::kPathLength - 1);
  page.plugin_count.store(index + 1);
  return index;
}

void leave_note(const std::string& text) {
  StatusPage& page = status_page();
  const std::size_t length = text.copy(page.note, StatusPage::kNoteLength);
  page.note_length.store(static_cast<std::uint32_t>(length));
}

void leave_reason(const std::string& text) {
  leave_note(text);
  status_page().note_is_reason.store(true);
}

std::string note_in(const StatusPage& page) {
  const std::size_t length = page.note_length.load();
  return {page.note, std::min(length, StatusPage::kNoteLength)};
}

PluginCall::PluginCall(std::uint32_t plugin, PluginFunction function) {
  StatusPage& page = status_page();
  outer_plugin_ = page.plugin.load(std::memory_order_relaxed);
  outer_function_ = page.function.load(std::memory_order_relaxed);
  page.function.store(static_cast<std::uint32_t>(function), std::memory_order_relaxed);
  page.calls.fetch_add(1, std::memory_order_relaxed);
  page.plugin.store(plugin + 1, std::memory_order_release);
  std::fegetenv(&environment_);
}

PluginCall::~PluginCall() {
  if (is_twin.load(std::memory_order_relaxed)) ::_exit(0);  // the run goes on in one process only
  std::fesetenv(&environment_);
  StatusPage& page = status_page();
  page.plugin.store(outer_plugin_, std::memory_order_release);
  page.function.store(outer_function_, std::memory_order_relaxed);
}

}  // namespace hebb
