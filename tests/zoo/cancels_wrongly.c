// cancels_wrongly -- answers with a number of its own where the run is to stop.
// expect: run 0
// finds: errors.cancel step 1 (16 x 8, batch 5): returned status 9, wanted 0..4
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)given;
  if (host->cancelled(host)) return 9;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
