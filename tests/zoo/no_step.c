// no_step -- a rule without a step.
// expect: check 3 function step is NULL
// finds: entry.descriptor function step is NULL
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = NULL;
  return &plugin;
}
