// step_fails -- reports an error that names a unit.
// expect: run 1 rule/step_fails (FILE): step at step 1: there is no such template (unit 2)
// finds: parameters.defaults step 1 (16 x 8, batch 5): there is no such template (unit 2)
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  return host->fail(host, HEBB_ERROR, -1, 2, "there is no such template");
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
