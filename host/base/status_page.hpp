// status_page -- what a run's process tells its parent while it works: one page of shared memory,
// readable also after the process has crashed.
#pragma once

#include <atomic>
#include <cfenv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace hebb {

enum class Phase : std::uint32_t { kStarting, kTraining, kProbing, kWriting, kDone };

struct StatusPage {
  static constexpr std::size_t kPlugins = 64;
  static constexpr std::size_t kPathLength = 1024;

  // The plugin call in progress: index into `files` plus 1, 0 outside plugins; `calls` counts
  // entries, so that a call that never ends can be told from many short ones.
  std::atomic<std::uint32_t> plugin{0};
  std::atomic<std::uint32_t> function{0};
  std::atomic<std::uint64_t> calls{0};
  std::atomic<std::uint32_t> plugin_count{0};
  char files[kPlugins][kPathLength]{};

  std::atomic<Phase> phase{Phase::kStarting};
  std::atomic<std::uint64_t> done{0};  // steps, or epochs of the probe
  std::atomic<std::uint64_t> total{0};
  std::atomic<double> headline{std::numeric_limits<double>::quiet_NaN()};  // of the first metric

  // What the user should be told at once, in lines; read it when note_length is not 0.
  static constexpr std::size_t kNoteLength = 2048;
  std::atomic<std::uint32_t> note_length{0};
  char note[kNoteLength]{};
  std::atomic<bool> note_is_reason{false};  // why the run failed, where no file could hold it
};

// The page of this process: private memory until attach_status_page maps a shared one.
[[nodiscard]] StatusPage& status_page();

// Makes an anonymous file for one page, inherited by no child unless mapped to a descriptor of its
// own. Throws Error (kRunFailed).
[[nodiscard]] int create_status_file();

// Maps the page in `fd`; the mapping lives as long as the process. Throws Error (kRunFailed).
[[nodiscard]] StatusPage& map_status_page(int fd);
void unmap_status_page(StatusPage& page);

// Makes the page in `fd` that of this process.
void attach_status_page(int fd);

// Names of the functions in StatusPage::function.
enum class PluginFunction : std::uint32_t {
  kNone,
  kLoad,
  kEntry,
  kCreate,
  kDestroy,
  kStep,
  kForward,
  kGradient,
  kObserve,
  kReport,
};
[[nodiscard]] std::string word(PluginFunction function);

// Leaves the note for the parent. One note for each run; a longer one is cut off.
void leave_note(const std::string& text);
// Leaves why the run failed as the note, in place of an earlier one.
void leave_reason(const std::string& text);
// The note, "" where there is none. The page is the child's to write: its length is not trusted.
[[nodiscard]] std::string note_in(const StatusPage& page);

// Registers a plugin file; returns its number for PluginCall.
[[nodiscard]] std::uint32_t register_plugin_file(const std::string& path);

// While it lives, the page says that this plugin's function runs, and the floating-point
// environment is the host's again afterwards.
class PluginCall {
 public:
  PluginCall(std::uint32_t plugin, PluginFunction function);
  ~PluginCall();
  PluginCall(const PluginCall&) = delete;
  PluginCall& operator=(const PluginCall&) = delete;

 private:
  std::uint32_t outer_plugin_;
  std::uint32_t outer_function_;
  std::fenv_t environment_;
};

}  // namespace hebb
