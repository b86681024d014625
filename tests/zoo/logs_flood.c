// logs_flood -- logs a line of 2 kB ten thousand times in each step.
// expect: run 0
// finds: nothing
#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  static char line[2000];
  memset(line, 'a', sizeof line - 1);
  for (int i = 0; i < 10000; ++i) host->log(host, HEBB_LOG_INFO, line);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
