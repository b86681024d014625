#include "run/flat.hpp"

#include <algorithm>
#include <string>

namespace hebb::run {

nlohmann::json flat(const nlohmann::json& config) {
  nlohmann::json keys = nlohmann::json::object();
  const nlohmann::json pointers = config.flatten();
  for (const auto& [pointer, value] : pointers.items()) {
    std::string key = pointer.empty() ? pointer : pointer.substr(1);
    std::replace(key.begin(), key.end(), '/', '.');
    keys[key] = value;
  }
  return keys;
}

}  // namespace hebb::run
