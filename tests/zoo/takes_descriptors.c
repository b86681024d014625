// takes_descriptors -- opens files in each step until no more can be opened, and closes none.
// expect: run 0
// finds: process.descriptors step left no descriptor to look at what is open
// finds: state.resume no temporary file can be made
#include <fcntl.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  while (open("/dev/null", O_RDONLY) >= 0) continue;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
