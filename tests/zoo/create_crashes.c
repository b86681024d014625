// create_crashes -- aborts when an instance is made.
// expect: run 1 plugin FILE, in create, crashed: the run's process was killed by SIGABRT
// finds: parameters.defaults create (16 x 8, batch 5): crashed with SIGABRT
#include <stdlib.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  abort();
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
