// json_child -- a child process that answers with one JSON value: what loads plugins works in one.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/descriptor.hpp"
#include "base/log.hpp"
#include "base/process.hpp"
#include "base/status_page.hpp"
#include "plugin/catalog.hpp"

namespace hebb::run {

class JsonChild {
 public:
  // Starts `hebb VERB`, which must call answer_as_child. `what` is its work in messages ("the
  // benchmark"). What the child prints goes to standard error.
  JsonChild(const std::string& verb, std::string what, const nlohmann::json& request,
            const std::vector<std::filesystem::path>& directories, LogLevel log_level);
  ~JsonChild();
  JsonChild(const JsonChild&) = delete;
  JsonChild& operator=(const JsonChild&) = delete;

  // True when it has ended. Does not block.
  [[nodiscard]] bool has_ended();

  // Waits, and returns the answer. Throws Error: what the child's work threw, and kRunFailed naming
  // the plugin's file where the child crashed.
  [[nodiscard]] nlohmann::ordered_json answer();

  // Asks the child to stop (SIGTERM).
  void stop();

  [[nodiscard]] const StatusPage& status() const noexcept { return *page_; }

 private:
  std::string what_;
  Descriptor page_file_;
  StatusPage* page_;
  Descriptor result_;
  ChildProcess child_;
  std::optional<ExitStatus> status_;
};

// The child's side: does `work` and answers with what it returns or throws; the exit code. `words`
// are those that follow the verb.
[[nodiscard]] int answer_as_child(
    const std::vector<std::string>& words,
    const std::function<nlohmann::ordered_json(const nlohmann::json& request,
                                               const plugin::Catalog& catalog)>& work);

// How many words follow the verb.
inline constexpr std::size_t kJsonChildWords = 3;

}  // namespace hebb::run
