// constructor_throws -- a static object's constructor throws when the library is loaded.
// expect: check 3 loading it crashed: the process was killed by SIGABRT
// finds: entry.load loading: crashed with SIGABRT
#include <stdexcept>

#include "animal.h"

namespace {

struct Eager {
  Eager() { throw std::runtime_error("not ready"); }
};
const Eager eager;

}  // namespace

extern "C" HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
