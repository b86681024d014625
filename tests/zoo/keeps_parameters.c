// keeps_parameters -- keeps a schedulable parameter as it was when it was created.
// expect: run 0
// finds: parameters.schedulable step 1: c does not follow 'share' when it changes to ..
#include "animal.h"

static hebb_param share;
static float share_at_create;

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)plan, (void)self;
  share_at_create = 0.01F * (float)setup->params[0];
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  given->c[0] = share_at_create;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  share = sound_param("share");
  share.flags = HEBB_PARAM_SCHEDULABLE;
  plugin.param_count = 1;
  plugin.params = &share;
  return &plugin;
}
