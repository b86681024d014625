// moody -- fails its first step while HEBB_ZOO_MOOD is set, for tests of a second try.
// expect: run 0
// finds: nothing
#include <stdlib.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)given;
  if (getenv("HEBB_ZOO_MOOD") == NULL) return HEBB_OK;
  return host->fail(host, HEBB_ERROR, -1, -1, "not today");
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
