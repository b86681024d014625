// activation_mixes_samples -- subtracts the mean over the batch.
// expect: run 0
// finds: claims.columnwise y of unit 0, sample 0 depends on other samples
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  (void)self, (void)host;
  for (uint32_t j = 0; j < s->units; ++j) {
    float mean = 0;
    for (uint32_t b = 0; b < s->batch; ++b) mean += s->u[j + s->units * b] / (float)s->batch;
    for (uint32_t b = 0; b < s->batch; ++b) s->y[j + s->units * b] = s->u[j + s->units * b] - mean;
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_activation activation = {
      sizeof(hebb_activation), 0, create, idle_destroy, forward, NULL};
  plugin = sound_plugin(HEBB_KIND_ACTIVATION, &activation);
  return &plugin;
}
