// step_throws_number -- lets something out of its step that is no std::exception.
// expect: run 1 rule/step_throws_number (FILE): step let an exception out: of a type that the host
// does not know
// finds: parameters.defaults step 1 (16 x 8, batch 5): let an exception out
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  throw 42;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
