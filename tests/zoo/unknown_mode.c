// unknown_mode -- plans a mode that the ABI does not have.
// expect: run 1 rule/unknown_mode (FILE): create: the plan has mode 5, wanted 1..3
// finds: parameters.defaults create: the plan has mode 5, wanted 1..3
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  plan->mode = 5;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
