// divides_by_zero -- divides whole numbers by zero.
// expect: run 1 plugin FILE, in step, crashed: the run's process was killed by SIGFPE
// finds: parameters.defaults step 1 (16 x 8, batch 5): crashed with SIGFPE
// not under a sanitizer
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  volatile uint32_t none = 0;
  given->c[0] = (float)(given->units / none);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
