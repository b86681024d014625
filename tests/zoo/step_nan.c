// step_nan -- writes a coefficient that is no number, in its third step.
// expect: run 1 rule/step_nan (FILE): step 3: the weights of unit 1 are no longer finite: its
// coefficient c is nan
// finds: step.smallest step 3 (1 x 1, batch 1): wrote behind the end of c
// finds: step.finite step 3: c holds nan at row 1, column 0
// finds: claims.untouched step 3: the weights of unit 1 are no longer finite: its coefficient c is
// nan
#include <math.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  if (given->index == 2) given->c[1] = NAN;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
