// activation_wrong_gradient -- has a gradient that is too large by a half.
// expect: run 0
// finds: claims.gradient J'v of unit 0, sample 0 is ..
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  (void)self, (void)host;
  for (uint32_t i = 0; i < s->units * s->batch; ++i) s->y[i] = 2.0F * s->u[i];
  return HEBB_OK;
}

static int32_t gradient(void* self, const hebb_host* host, const hebb_activation_gradient* s) {
  (void)self, (void)host;
  for (uint32_t i = 0; i < s->units * s->batch; ++i) s->out[i] = 3.0F * s->v[i];
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_activation activation = {
      sizeof(hebb_activation), 0, create, idle_destroy, forward, gradient};
  plugin = sound_plugin(HEBB_KIND_ACTIVATION, &activation);
  return &plugin;
}
