// moves_others -- has coefficients 0, and moves the weights of its first unit through the pointer
// to read them.
// expect: run 0
// finds: step.inputs step 1 (16 x 8, batch 5): wrote to the input w
// finds: claims.untouched step 1 changed a unit whose c and d are 0
#include <stdint.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->needs = HEBB_NEED_W;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  float* w = (float*)(uintptr_t)given->w;
  w[0] += 0.5F;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  return &plugin;
}
