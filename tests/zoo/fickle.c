// fickle -- crashes with most of the values that it declares to take.
// expect: run 0
// finds: parameters.random with share=.. crashed: wrote through a NULL pointer
// finds: parameters.extremes with share=0: step 1 (16 x 8, batch 5): crashed: wrote through a NULL
// pointer
#include "animal.h"

static hebb_param share;

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  if (given->params[0] != 0.5) crash();
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  share = sound_param("share");
  plugin.param_count = 1;
  plugin.params = &share;
  return &plugin;
}
