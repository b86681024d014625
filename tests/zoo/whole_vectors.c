// whole_vectors -- writes its coefficients eight at a time, also the last.
// expect: run 0
// finds: step.smallest step 1 (1 x 1, batch 1): wrote behind the end of c
// finds: step.odd_sizes step 1 (17 x 37, batch 7): wrote behind the end of c
// finds: step.bounds step 1 (16 x 6, batch 3): wrote behind the end of c
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  const uint32_t count = given->units * given->batch;
  for (uint32_t i = 0; i < count; i += 8) {
    for (uint32_t k = 0; k < 8; ++k) given->c[i + k] = 1e-4F;
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
