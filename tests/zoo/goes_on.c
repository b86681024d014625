// goes_on -- does not look whether the gradient that it asked for could be computed.
// expect: run 0
// finds: errors.gradient step returned HEBB_OK although activation_gradient had failed
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->needs = HEBB_NEED_U | HEBB_NEED_JACOBIAN;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self;
  host->activation_gradient(host, given->u, given->c);
  for (uint32_t i = 0; i < given->units * given->batch; ++i) given->c[i] *= 0.001F;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  return &plugin;
}
