#include "config/run_identity.hpp"

#include <utility>

#include "base/digest.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kIdDigits = 16;

std::string digest(const nlohmann::json& identity) {
  return sha256(identity.dump()).substr(0, kIdDigits);
}

}  // namespace

nlohmann::json identity_of(nlohmann::json resolved) {
  const auto data = resolved.find("data");
  if (data != resolved.end() && data->is_object()) data->erase("root");
  resolved.erase("threads");
  resolved.erase("checkpoint");
  resolved.erase("labels");
  return resolved;
}

std::string run_id(const nlohmann::json& resolved) { return digest(identity_of(resolved)); }

bool is_run_id(std::string_view text) {
  return text.size() == kIdDigits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string group_id(const nlohmann::json& resolved) {
  nlohmann::json identity = identity_of(resolved);
  identity.erase("seed");
  return digest(identity);
}

}  // namespace hebb::config
