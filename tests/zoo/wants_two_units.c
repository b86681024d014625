// wants_two_units -- takes it that there are two units.
// expect: run 0
// finds: step.smallest step 1 (1 x 1, batch 1): wrote behind the end of c
// finds: step.odd_sizes step 1 (37 x 1, batch 3): wrote behind the end of c
#include <stddef.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  given->c[0] = 0.001F;
  given->c[(size_t)given->units * given->batch - given->units + 1] = 0.002F;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
