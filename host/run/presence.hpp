// presence -- a process's entry among those that work on an output folder, renewed while it lives.
//
// The entry is a file, worker-TOKEN: a counter of fixed width that a thread of its process raises
// every few seconds, then who it is. Another process takes it for dead if it ran on the same
// machine and is gone, or if the counter has stood still for a while by the observer's own clock:
// the clocks of two machines are never compared.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

namespace hebb::run {

class Presence {
 public:
  // Writes the entry into `folder`. Throws Error (kRunFailed) if it cannot.
  explicit Presence(const std::filesystem::path& folder);
  ~Presence();  // removes it
  Presence(const Presence&) = delete;
  Presence& operator=(const Presence&) = delete;

  // A name that no other process has: HOST-PROCESS-RANDOM.
  [[nodiscard]] const std::string& token() const noexcept { return token_; }

  // True if somebody took this process for dead and removed its entry: it was stopped for longer
  // than they waited.
  [[nodiscard]] bool is_lost() const noexcept { return lost_; }

 private:
  void renew();
  void keep_renewing();

  std::string token_;
  std::filesystem::path file_;
  std::uint64_t beat_ = 0;
  std::atomic<bool> lost_{false};
  std::mutex mutex_;
  std::condition_variable ending_;
  bool ends_ = false;
  std::thread thread_;
};

enum class Life { kDead, kUnsure, kAlive };

// What others see of the processes that work on a folder.
class Observer {
 public:
  // `patience`: how long a counter may stand still.
  Observer(std::filesystem::path folder, std::chrono::milliseconds patience)
      : folder_(std::move(folder)), patience_(patience) {}

  // kDead: gone, or silent for `patience`, which needs two calls so far apart. kAlive: seen on this
  // machine, or seen to have raised its counter.
  [[nodiscard]] Life life_of(const std::string& token);

  // The same of a file that is no entry, such as a claim whose maker died before it was signed:
  // never kAlive while it stays as it is.
  [[nodiscard]] Life life_of(const std::string& name, const std::string& content);

 private:
  struct Seen {
    std::string content;
    std::chrono::steady_clock::time_point since;
    bool has_moved = false;
  };

  std::filesystem::path folder_;
  std::chrono::milliseconds patience_;
  std::map<std::string, Seen> seen_;
};

// The name of the entry of `token`, and the token of a file name, "" if it is no entry.
[[nodiscard]] std::string entry_name(const std::string& token);
[[nodiscard]] std::string token_of_entry(const std::string& file_name);

// Who an entry belongs to: {"host", "process", "since", "job"}; null if it cannot be read.
[[nodiscard]] nlohmann::json read_entry(const std::filesystem::path& file);

}  // namespace hebb::run
