// leaks_memory -- allocates in each step and frees nothing.
// expect: run 0
// finds: step.memory each batch leaves 1008 bytes
// not under a sanitizer
#include <stdlib.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  void* volatile block = malloc(1000);
  (void)block;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
