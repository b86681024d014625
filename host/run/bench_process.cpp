#include "run/bench_process.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/descriptor.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/process.hpp"
#include "base/status_page.hpp"
#include "run/child.hpp"

namespace hebb::run {
namespace {

constexpr int kResultDescriptor = 4;

std::string path_of(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

// A file in memory for the results: the standard output is for plugins that print.
Descriptor result_file() {
  Descriptor file(memfd_create("hebb-bench", MFD_CLOEXEC));
  if (!file.is_open()) {
    throw Error(ExitCode::kRunFailed, std::string("bench: memfd_create: ") + std::strerror(errno));
  }
  return file;
}

// The child's status page, while it lives.
struct Page {
  Descriptor file{create_status_file()};
  StatusPage& page = map_status_page(file.get());

  Page() = default;
  ~Page() { unmap_status_page(page); }
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;
};

nlohmann::ordered_json failure(const char* message, ExitCode code) {
  return {{"message", message}, {"code", static_cast<int>(code)}};
}

}  // namespace

nlohmann::ordered_json bench_in_child(const BenchOptions& options,
                                      const std::vector<std::filesystem::path>& directories,
                                      LogLevel log_level) {
  const Page page;
  const Descriptor result = result_file();
  SpawnOptions spawn;
  spawn.environment = thread_environment();
  spawn.descriptors = {{kStatusDescriptor, page.file.get()}, {kResultDescriptor, result.get()}};
  spawn.standard_output = SpawnOptions::Stream::descriptor_of(STDERR_FILENO);
  ChildProcess child =
      ChildProcess::spawn("/proc/self/exe",
                          {"hebb", "__bench", as_word(directories), nlohmann::json(options).dump(),
                           std::to_string(static_cast<int>(log_level))},
                          spawn);
  const ExitStatus status = child.wait();
  const auto json = nlohmann::ordered_json::parse(read_file(path_of(result.get())), nullptr, false);
  if (!json.is_object()) {
    throw Error(ExitCode::kRunFailed, ending_text(page.page, status, "the benchmark"));
  }
  if (json.contains("message")) {
    throw Error(static_cast<ExitCode>(json["code"].get<int>()), json["message"].get<std::string>());
  }
  return json;
}

int bench_main(const std::vector<std::filesystem::path>& directories, const std::string& options,
               LogLevel log_level) {
  attach_status_page(kStatusDescriptor);
  set_log_level(log_level);
  nlohmann::ordered_json json;
  try {
    const plugin::Catalog catalog(directories);
    json = bench(nlohmann::json::parse(options).get<BenchOptions>(), catalog);
  } catch (const Error& error) {
    json = failure(error.what(), error.code());
  } catch (const std::exception& error) {
    json = failure(error.what(), ExitCode::kRunFailed);
  }
  std::ofstream file(path_of(kResultDescriptor));
  file << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  file.close();
  return file ? 0 : static_cast<int>(ExitCode::kRunFailed);
}

}  // namespace hebb::run
