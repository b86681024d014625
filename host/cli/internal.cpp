#include "cli/internal.hpp"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/log.hpp"
#include "base/process.hpp"
#include "base/status_page.hpp"
#include "check/child.hpp"
#include "check/rerun.hpp"
#include "cli/manual.hpp"
#include "plugin/catalog.hpp"
#include "plugin/probe.hpp"
#include "plugin/services.hpp"
#include "report/image.hpp"
#include "run/ablation.hpp"
#include "run/bench_process.hpp"
#include "run/child.hpp"
#include "run/execute.hpp"
#include "run/features.hpp"
#include "run/json_child.hpp"
#include "run/probe_again.hpp"

namespace hebb::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kStatusDescriptor = 3;

void write_images(const fs::path& directory, const train::Stack& stack) {
  fs::create_directories(directory);
  for (std::size_t i = 0; i < stack.size(); ++i) {
    const train::Layer& layer = stack.layer(i);
    const data::ImageShape& image = layer.dataset.image;
    report::write_weight_image(
        directory / (train::layer_prefix(layer.settings.layer) + "weights.png"),
        layer.weights.data(), static_cast<std::uint32_t>(layer.dataset.train.inputs),
        layer.settings.model.units, image.channels, image.height, image.width);
  }
}

void write_failure(const fs::path& directory, const std::string& message) {
  const nlohmann::json failure{{"message", message}};
  try {
    write_file_atomically(directory / "failure.json",
                          failure.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
  } catch (const Error&) {  // a full disk, say, which is why the run failed
    leave_reason(message);
  }
}

int execute_run(const run::ExecuteOptions& options, const std::vector<fs::path>& directories) {
  try {
    const plugin::Catalog catalog(directories);
    write_images(options.directory / "images", *run::execute(options, catalog));
    return 0;
  } catch (const Error& error) {
    write_failure(options.directory, error.what());
    return static_cast<int>(error.code());
  } catch (const std::bad_alloc&) {
    write_failure(options.directory, "out of memory");
  } catch (const std::exception& error) {
    write_failure(options.directory, error.what());
  }
  return static_cast<int>(ExitCode::kRunFailed);
}

[[noreturn]] void run_child(const std::vector<std::string>& words) {
  attach_status_page(kStatusDescriptor);
  std::signal(SIGTERM, [](int) { plugin::request_stop(); });
  run::ExecuteOptions options;
  options.directory = words[0];
  options.data_dir = words[2];
  options.checkpoints = words[3];
  options.threads = std::stoi(words[4]);
  options.command_line = words[5];
  set_log_level(static_cast<LogLevel>(std::stoi(words[6])));
  const int code = execute_run(options, run::directories_in(words[1]));
  if (code == 0) status_page().phase = Phase::kDone;
  leave_process(code);
}

// The children that answer with JSON, by their verb; nothing where it is another.
std::optional<int> answer(const std::string& verb, const std::vector<std::string>& words) {
  const auto with = [&words](auto request, auto work) {
    return run::answer_as_child(words,
                                [work](const nlohmann::json& json, const plugin::Catalog& catalog) {
                                  return work(json.get<decltype(request)>(), catalog);
                                });
  };
  if (verb == "__bench") return run::bench_main(words);
  if (verb == "__features") return with(run::FeaturesRequest{}, run::write_features);
  if (verb == "__probe_again") return with(run::ProbeRequest{}, run::probe_again);
  if (verb == "__ablate") return with(run::AblationRequest{}, run::ablate);
  return std::nullopt;
}

}  // namespace

std::optional<int> run_internal(int argc, char** argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.size() == 8 && words[0] == "__run") run_child({words.begin() + 1, words.end()});
  if (words.size() == 5 && words[0] == "__probe") {
    return plugin::probe_main(words[1], words[2], words[3], words[4]);
  }
  if (words.size() == 6 && words[0] == "__check") {
    check::child_main(check::target_of(words[1], words[2], words[3]), words[4], words[5]);
  }
  if (words.size() == 5 && words[0] == "__check_rerun") {
    return check::rerun_main(check::target_of(words[1], words[2], words[3]), std::stoul(words[4]));
  }
  if (words.size() == 1 + run::kJsonChildWords) {
    if (const auto code = answer(words[0], {words.begin() + 1, words.end()})) leave_process(*code);
  }
  if (words.size() == 3 && words[0] == "__write") {
    fs::create_directories(fs::path(words[2]).parent_path());
    write_file_atomically(words[2], words[1] == "man"   ? man_page()
                                    : words[1] == "zsh" ? zsh_completion()
                                                        : bash_completion());
    return 0;
  }
  return std::nullopt;
}

}  // namespace hebb::cli
