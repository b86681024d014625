// reads_undeclared -- reads inputs that it did not declare as a need.
// expect: run 1 plugin FILE, in step, crashed: the run's process was killed by SIGSEGV
// finds: parameters.defaults step 1 (16 x 8, batch 5): crashed: read through a NULL pointer
// finds: claims.needs step 1 (16 x 8, batch 5): read x, which its plan does not need
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  given->c[0] = *(const volatile float*)given->x;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
