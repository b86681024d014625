// unknown_need -- plans a need of metrics.
// expect: run 1 rule/unknown_need (FILE): create: the plan has the needs 0x80000 that a rule cannot
// have
// finds: parameters.defaults create: the plan has the needs 0x80000 that a rule cannot have
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  plan->needs = HEBB_NEED_W0;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
