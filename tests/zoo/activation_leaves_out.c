// activation_leaves_out -- leaves the activity of its last unit unwritten.
// expect: run 0
// finds: step.finite forward 1: y holds nan at row 7, column 0
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  (void)self, (void)host;
  for (uint32_t b = 0; b < s->batch; ++b) {
    for (uint32_t j = 0; j + 1 < s->units; ++j) s->y[j + s->units * b] = s->u[j + s->units * b];
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_activation activation = {
      sizeof(hebb_activation), 0, create, idle_destroy, forward, NULL};
  plugin = sound_plugin(HEBB_KIND_ACTIVATION, &activation);
  return &plugin;
}
