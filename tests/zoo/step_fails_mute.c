// step_fails_mute -- returns a status and does not say why.
// expect: run 1 rule/step_fails_mute (FILE): step at step 1: failed with status 7 and no message
// finds: parameters.defaults step 1 (16 x 8, batch 5): returned status 7, wanted 0..4
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  return 7;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
