// writes_behind -- touches memory behind its coefficients.
// expect: run 0
// finds: step.smallest step 1 (1 x 1, batch 1): read behind the end of c
// finds: step.one_sample step 1 (16 x 8, batch 1): read behind the end of c
// finds: step.odd_sizes step 1 (17 x 37, batch 7): read behind the end of c
// finds: step.short_batch step 1 (16 x 8, batch 7): read behind the end of c
// finds: step.bounds step 1 (16 x 8, batch 5): read behind the end of c
// not under a sanitizer
#include <stddef.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  volatile float* c = given->c + (size_t)given->units * given->batch + 32;
  *c = *c;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
