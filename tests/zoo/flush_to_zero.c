// flush_to_zero -- switches its thread to flush-to-zero when it is loaded, as -ffast-math does;
// the host undoes it before the first step.
// expect: run 0
// finds: file.flush_to_zero loading switches the thread to flush-to-zero
#include <immintrin.h>

#include "animal.h"

__attribute__((constructor)) static void constructor(void) { _mm_setcsr(_mm_getcsr() | 0x8040u); }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)given;
  if ((_mm_getcsr() & 0x8040u) == 0) return HEBB_OK;
  return host->fail(host, HEBB_ERROR, -1, -1, "the thread flushes to zero");
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
