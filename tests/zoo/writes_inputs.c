// writes_inputs -- writes to the potentials that it is given to read.
// expect: run 0
// finds: step.inputs step 1 (16 x 8, batch 5): wrote to the input u
#include <stdint.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->needs = HEBB_NEED_U;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  volatile float* u = (volatile float*)(uintptr_t)given->u;
  u[0] = u[0];
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  return &plugin;
}
