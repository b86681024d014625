// step_throws -- lets a C++ exception out of its step.
// expect: run 1 rule/step_throws (FILE): step let an exception out: out of range, out of mind
// finds: parameters.defaults step 1 (16 x 8, batch 5): let an exception out: out of range, out of
// mind
#include <stdexcept>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  throw std::out_of_range("out of range, out of mind");
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
