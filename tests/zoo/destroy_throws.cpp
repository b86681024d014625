// destroy_throws -- lets a C++ exception out when its instance is freed.
// expect: run 1 plugin FILE, in destroy, crashed: the run's process was killed by SIGABRT
// finds: parameters.defaults destroy: let an exception out
#include "animal.h"

static void destroy(void* self) {
  (void)self;
  throw 42;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.destroy = destroy;
  return &plugin;
}
