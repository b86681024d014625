// step_flushes -- switches its thread to flush-to-zero in each step.
// expect: run 0
// finds: process.float_environment step changed the rounding, flushing or traps of the thread
#include <immintrin.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  _mm_setcsr(_mm_getcsr() | 0x8040u);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
