// step_crashes -- writes to address 0 in its first step.
// expect: run 1 plugin FILE, in step, crashed: the run's process was killed by SIGSEGV
// finds: parameters.defaults step 1 (16 x 8, batch 5): crashed: wrote through a NULL pointer
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  crash();
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
