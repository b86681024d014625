// keeps_pointers -- reads the coefficients of its step before, which are not its own any more.
// expect: run 0
// finds: step.pointers step 2 (16 x 8, batch 5): read c of an earlier call
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  static _Thread_local const float* before;
  if (given->index > 0 && before != NULL && *(const volatile float*)before > 1e30F)
    return HEBB_ERROR;
  before = given->c;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
