// falls_at_the_end -- crashes where its parameter is as large as it may be.
// expect: run 0
// finds: parameters.extremes with share=1: step 1 (16 x 8, batch 5): crashed: wrote through a NULL
// pointer
#include "animal.h"

static hebb_param share;

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  if (given->params[0] >= 1) crash();
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
