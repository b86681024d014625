#include "run/tidy.hpp"

#include <string>

#include "run/checkpoint_folder.hpp"

namespace hebb::run {

void tidy(Store& store, Claims& claims) {
  store.remove_abandoned([&](const std::string& token) { return claims.is_dead(token); });
  remove_checkpoints(store.directory(), [&](const std::string& id) { return store.has(id); });
  store.forget_failures_of_finished();
  claims.tidy([&](const std::string& id) { return store.has(id); });
}

}  // namespace hebb::run
