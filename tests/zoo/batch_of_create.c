// batch_of_create -- takes every batch for as large as the largest.
// expect: run 0
// finds: step.short_batch step 3 (16 x 8, batch 3): wrote behind the end of c
#include "animal.h"

static uint32_t largest;

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)plan, (void)self;
  largest = setup->batch;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  for (uint32_t i = 0; i < given->units * largest; ++i) given->c[i] = 0.0F;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  return &plugin;
}
