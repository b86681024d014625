#include "data/network.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/process.hpp"

namespace hebb::data {
namespace {

const Network& load() {
  // bin/hebb and lib/hebb, in the build tree as in an installation.
  const std::filesystem::path file =
      self_executable().parent_path().parent_path() / "lib/hebb/hebb_network.so";
  void* const library = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  const void* const table = library == nullptr ? nullptr : ::dlsym(library, "hebb_network");
  if (table == nullptr) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: cannot be loaded: {}", file.string(), ::dlerror()));
  }
  return *static_cast<const Network*>(table);
}

}  // namespace

const Network& network() {
  static const Network& loaded = load();
  return loaded;
}

}  // namespace hebb::data
