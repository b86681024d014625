// step_fails_mute -- returns a status and does not say why.
// expect: run 1 rule/step_fails_mute (FILE): step at step 1: failed with status 7 and no message
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
