#include "run/bench_process.hpp"

#include "run/json_child.hpp"

namespace hebb::run {

nlohmann::ordered_json bench_in_child(const BenchOptions& options,
                                      const std::vector<std::filesystem::path>& directories,
                                      LogLevel log_level) {
  return JsonChild("__bench", "the benchmark", options, directories, log_level).answer();
}

int bench_main(const std::vector<std::string>& words) {
  return answer_as_child(words, [](const nlohmann::json& request, const plugin::Catalog& catalog) {
    return bench(request.get<BenchOptions>(), catalog);
  });
}

}  // namespace hebb::run
