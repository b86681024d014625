// plan_fuzz -- the lines of plan.jsonl.
//
// host: run/plan_file.cpp run/claims.cpp run/presence.cpp run/liveness.cpp
// words: json.dict
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"
#include "input.hpp"
#include "run/plan_file.hpp"

using namespace hebb;

namespace {

const std::filesystem::path& folder() {
  static const TemporaryDirectory directory("/dev/shm", "hebb-fuzz-");
  return directory.path();
}

bool is_id(const std::string& id) {
  return id.size() == 16 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  std::ofstream(folder() / "plan.jsonl", std::ios::binary | std::ios::trunc) << input.rest();
  try {
    for (const run::FrozenRun& run : run::read_plan(folder())) {
      fuzz::require(is_id(run.id), "the id of a run is 16 hex digits: it names files");
      (void)run.label();
      const nlohmann::json copy = run.config;
      (void)copy.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    }
  } catch (const Error&) {
  }
  return 0;
}
