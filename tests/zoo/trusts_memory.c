// trusts_memory -- does not look whether the memory that it asked for was there.
// expect: run 0
// finds: errors.memory step 1 (16 x 1024, batch 256): crashed: wrote through a NULL pointer
// not under a sanitizer
#include <stdlib.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  volatile float* scratch = malloc(1U << 20U);
  scratch[0] = 1.0F;
  free((void*)scratch);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
