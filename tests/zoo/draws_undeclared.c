// draws_undeclared -- draws random numbers without declaring that it does.
// expect: run 1 rule/draws_undeclared (FILE): step at step 1: the plugin drew random numbers
// without HEBB_NEED_RANDOM
// finds: parameters.defaults step 1 (16 x 8, batch 5): the plugin drew random numbers without
// HEBB_NEED_RANDOM
// finds: claims.needs step 1 (16 x 8, batch 5): the plugin drew random numbers without
// HEBB_NEED_RANDOM
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  float number = 0;
  host->uniform(host, 0, given->index, 1, &number);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
