// leaks_descriptors -- opens a file in each step and closes none.
// expect: run 0
// finds: process.descriptors step changed what is open: /dev/null
#include <fcntl.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)given;
  if (open("/dev/null", O_RDONLY) < 0) return host->fail(host, HEBB_ERROR, -1, -1, "no file");
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
