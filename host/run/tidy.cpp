#include "run/tidy.hpp"

#include <string>

namespace hebb::run {

void tidy(Store& store, Claims& claims) {
  store.remove_abandoned([&](const std::string& token) { return claims.is_dead(token); });
  claims.tidy([&](const std::string& id) { return store.has(id); });
}

}  // namespace hebb::run
