// entry_throws -- lets a C++ exception out of its entry function.
// expect: check 3 hebb_plugin_v1 let an exception out: no descriptor today
// finds: entry.call hebb_plugin_v1 let an exception out: no descriptor today
#include <stdexcept>

#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  throw std::runtime_error("no descriptor today");
}
