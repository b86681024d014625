// shares_instances -- keeps the number of units where all its instances share it.
// expect: run 0
// finds: determinism.instances step 1: c differs while another instance is at work
#include "animal.h"

static uint32_t units;

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)plan, (void)self;
  units = setup->units;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  for (uint32_t j = 0; j < given->units; ++j) given->c[j] = j < units ? 0.001F : 0.0F;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  return &plugin;
}
