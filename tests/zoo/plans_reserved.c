// plans_reserved -- has a number where the plan is reserved for later.
// expect: run 1 rule/plans_reserved (FILE): create: the plan has reserved 7, wanted 0
// finds: parameters.defaults create: the plan has reserved 7, wanted 0
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->reserved = 7;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
