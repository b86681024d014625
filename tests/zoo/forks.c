// forks -- forks in each step, and both processes go on.
// expect: run 0
// finds: process.processes step left a process behind
#include <unistd.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  if (fork() < 0) return host->fail(host, HEBB_ERROR, -1, -1, "stays one");
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
