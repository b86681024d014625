// writes_services -- puts a function of its own into the host's table.
// expect: run 0
// finds: step.inputs create (16 x 8, batch 5): wrote to hebb_host
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  memset((void*)&host->extension, 0, sizeof host->extension);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
