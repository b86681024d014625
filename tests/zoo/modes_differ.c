// modes_differ -- forgets the reduction where it writes the weights itself.
// expect: run 0
// finds: claims.modes step 1: 'factored' and 'direct' give weights of unit 0 that are ..
#include <stddef.h>

#include "animal.h"

static hebb_param form;

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)self;
  if (setup->params[0] == 1) plan->mode = HEBB_MODE_DIRECT;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  const float rate = (float)given->rate;
  for (uint32_t j = 0; j < given->units; ++j) {
    if (given->d != NULL) given->d[j] = 0.01F;
    if (given->w_new == NULL) continue;
    for (uint32_t i = 0; i < given->inputs; ++i) {
      given->w_new[i + (size_t)given->inputs * j] *= 1 - 0.01F * rate;
    }
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  form = sound_param("form");
  form.type = HEBB_PARAM_CHOICE;
  form.choices = "factored|direct";
  form.initial = 0;
  plugin.param_count = 1;
  plugin.params = &form;
  return &plugin;
}
