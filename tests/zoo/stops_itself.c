// stops_itself -- stops the process that it is in.
// expect: run 1 plugin FILE, in step, did not return within 2 s (--plugin-timeout)
// finds: parameters.defaults step 1 (16 x 8, batch 5): did not return within 4 s
// finds: claims.needs step 1 (16 x 8, batch 5): did not return within 4 s
#include <signal.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  raise(SIGSTOP);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
