// destroy_crashes -- crashes when its instance is freed, after the last step.
// expect: run 1 plugin FILE, in destroy, crashed: the run's process was killed by SIGSEGV
// finds: parameters.defaults destroy: crashed: wrote through a NULL pointer
#include "animal.h"

static void destroy(void* self) {
  (void)self;
  crash();
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.destroy = destroy;
  return &plugin;
}
