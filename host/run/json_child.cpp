#include "run/json_child.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"
#include "plugin/services.hpp"
#include "run/child.hpp"

namespace hebb::run {
namespace {

constexpr int kResultDescriptor = 4;

std::string path_of(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

// A file in memory for the answer: the standard output is for plugins that print.
Descriptor result_file() {
  Descriptor file(memfd_create("hebb-answer", MFD_CLOEXEC));
  if (!file.is_open()) {
    throw Error(ExitCode::kRunFailed, std::string("memfd_create: ") + std::strerror(errno));
  }
  return file;
}

ChildProcess started(const std::string& verb, const nlohmann::json& request,
                     const std::vector<std::filesystem::path>& directories, LogLevel log_level,
                     int page, int result) {
  SpawnOptions spawn;
  spawn.environment = thread_environment();
  spawn.descriptors = {{kStatusDescriptor, page}, {kResultDescriptor, result}};
  spawn.standard_output = SpawnOptions::Stream::descriptor_of(STDERR_FILENO);
  return ChildProcess::spawn("/proc/self/exe",
                             {"hebb", verb, as_word(directories), request.dump(),
                              std::to_string(static_cast<int>(log_level))},
                             spawn);
}

nlohmann::ordered_json failure(const char* message, ExitCode code) {
  return {{"message", message}, {"code", static_cast<int>(code)}};
}

}  // namespace

JsonChild::JsonChild(const std::string& verb, std::string what, const nlohmann::json& request,
                     const std::vector<std::filesystem::path>& directories, LogLevel log_level)
    : what_(std::move(what)),
      page_file_(create_status_file()),
      page_(&map_status_page(page_file_.get())),
      result_(result_file()),
      child_(started(verb, request, directories, log_level, page_file_.get(), result_.get())) {}

JsonChild::~JsonChild() { unmap_status_page(*page_); }

bool JsonChild::has_ended() {
  if (!status_) status_ = child_.poll();
  return status_.has_value();
}

nlohmann::ordered_json JsonChild::answer() {
  if (!status_) status_ = child_.wait();
  const auto json = ordered_json_in(read_file(path_of(result_.get())));
  if (!json.is_object()) {
    throw Error(ExitCode::kRunFailed, ending_text(*page_, *status_, what_));
  }
  if (json.contains("message")) {
    throw Error(static_cast<ExitCode>(json["code"].get<int>()), json["message"].get<std::string>());
  }
  return json;
}

void JsonChild::stop() {
  if (!status_) child_.terminate(SIGTERM);
}

int answer_as_child(const std::vector<std::string>& words,
                    const std::function<nlohmann::ordered_json(
                        const nlohmann::json& request, const plugin::Catalog& catalog)>& work) {
  attach_status_page(kStatusDescriptor);
  std::signal(SIGTERM, [](int) { plugin::request_stop(); });
  set_log_level(static_cast<LogLevel>(std::stoi(words[2])));
  nlohmann::ordered_json json;
  try {
    const plugin::Catalog catalog(directories_in(words[0]));
    json = work(json_in(words[1]), catalog);
  } catch (const Error& error) {
    json = failure(error.what(), error.code());
  } catch (const std::bad_alloc&) {
    json = failure("out of memory", ExitCode::kRunFailed);
  } catch (const std::exception& error) {
    json = failure(error.what(), ExitCode::kRunFailed);
  }
  std::ofstream file(path_of(kResultDescriptor));
  file << json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
  file.close();
  return file ? 0 : static_cast<int>(ExitCode::kRunFailed);
}

}  // namespace hebb::run
