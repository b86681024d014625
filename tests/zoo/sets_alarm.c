// sets_alarm -- sets an alarm that ends the process ten minutes later.
// expect: run 0
// finds: process.signals create left a timer running
#include <unistd.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  alarm(600);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
