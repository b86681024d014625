// table -- the groups in one table.
#include <algorithm>

#include "base/error.hpp"
#include "check/check.hpp"

namespace hebb::check {

std::string_view word(Status status) {
  switch (status) {
    case Status::kPass:
      return "pass";
    case Status::kWarn:
      return "warn";
    case Status::kFail:
      return "fail";
    case Status::kSkip:
      return "skip";
  }
  return "";
}

const std::vector<Check>& checks() {
  static const std::vector<Check> all = [] {
    std::vector<Check> table;
    for (const auto& group : {file_checks(), entry_checks(), parameter_checks(), step_checks(),
                              process_checks(), determinism_checks(), claim_checks(), mode_checks(),
                              activation_checks(), state_checks(), error_checks()}) {
      table.insert(table.end(), group.begin(), group.end());
    }
    return table;
  }();
  return all;
}

const Check& find_check(std::string_view name) {
  const auto& all = checks();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Check& check) { return check.name == name; });
  if (found == all.end()) {
    throw Error(ExitCode::kUsage, "there is no check '" + std::string(name) + "'");
  }
  return *found;
}

}  // namespace hebb::check
