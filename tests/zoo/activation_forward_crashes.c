// activation_forward_crashes -- an activation crashes.
// expect: run 1 plugin FILE, in forward, crashed: the run's process was killed by SIGSEGV
// finds: parameters.defaults forward 1 (16 x 8, batch 5): crashed: wrote through a NULL pointer
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  (void)self, (void)host, (void)s;
  crash();
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_activation activation = {
      sizeof(hebb_activation), 0, create, idle_destroy, forward, NULL};
  plugin = sound_plugin(HEBB_KIND_ACTIVATION, &activation);
  return &plugin;
}
