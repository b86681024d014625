// slow -- a step takes ten milliseconds, for tests that need a run to be at work.
// expect: run 0
// finds: nothing
#include <time.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  const struct timespec time = {0, 10000000};
  nanosleep(&time, NULL);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
