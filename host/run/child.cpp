#include "run/child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace hebb::run {

// A waiting thread spins up to a quarter of a millisecond, which covers the gaps within a step, and
// then sleeps: on a busy machine endless spinning makes a run many times slower. BLAS runs in the
// host's threads.
std::vector<std::pair<std::string, std::string>> thread_environment() {
  std::vector<std::pair<std::string, std::string>> variables;
  const auto offer = [&](const char* name, const char* value) {
    if (std::getenv(name) == nullptr) variables.emplace_back(name, value);
  };
  if (std::getenv("OMP_WAIT_POLICY") == nullptr) offer("GOMP_SPINCOUNT", "5000");
  offer("OPENBLAS_NUM_THREADS", "1");
  return variables;
}

std::string as_word(const std::vector<std::filesystem::path>& directories) {
  nlohmann::json list = nlohmann::json::array();
  for (const auto& directory : directories) {
    list.push_back(std::filesystem::absolute(directory).string());
  }
  return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::filesystem::path> directories_in(const std::string& word) {
  std::vector<std::filesystem::path> directories;
  for (const auto& directory : json_in(word)) {
    directories.emplace_back(directory.get<std::string>());
  }
  return directories;
}

namespace {

std::string file_of(const StatusPage& page, std::uint32_t index) {
  const char* file = page.files[index];
  return {file, strnlen(file, StatusPage::kPathLength)};
}

// What a plugin left behind, a thread or a handler, may strike when none is at work.
std::string plugins_of(const StatusPage& page) {
  std::string files;
  const auto count = std::min<std::uint32_t>(page.plugin_count.load(), StatusPage::kPlugins);
  for (std::uint32_t i = 0; i < count; ++i) files += (i == 0 ? "" : ", ") + file_of(page, i);
  return files;
}

}  // namespace

std::string plugin_at_work(const StatusPage& page) {
  const std::uint32_t number = page.plugin.load();
  if (number == 0 || number > StatusPage::kPlugins) return "";
  const auto function = static_cast<PluginFunction>(page.function.load());
  return fmt::format("plugin {}, in {},", file_of(page, number - 1), word(function));
}

std::string ending_text(const StatusPage& page, const ExitStatus& status, const std::string& what) {
  const std::string plugin = plugin_at_work(page);
  const std::string how = status.kind == ExitStatus::Kind::kSignalled
                              ? fmt::format("crashed: {}'s process {}", what, status.text())
                              : fmt::format("ended {}'s process: it {}", what, status.text());
  if (!plugin.empty()) return plugin + " " + how;
  const std::string files = plugins_of(page);
  return fmt::format("outside of any plugin, {} {}{}", what, how,
                     files.empty() ? "" : " (its plugins: " + files + ")");
}

}  // namespace hebb::run
