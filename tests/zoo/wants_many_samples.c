// wants_many_samples -- asks what is left of each batch without its first sample.
// expect: run 0
// finds: step.smallest step 1 (1 x 1, batch 1): one sample is not enough
// finds: step.one_sample step 1 (16 x 8, batch 1): one sample is not enough
// finds: step.short_batch step 3 (16 x 8, batch 1): one sample is not enough
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self;
  if (given->batch == 1) return host->fail(host, HEBB_ERROR, -1, -1, "one sample is not enough");
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
