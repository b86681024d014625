// sets_variables -- sets an environment variable.
// expect: run 0
// finds: process.variables create changed the environment variable HEBB_ZOO_WAS_HERE
#define _GNU_SOURCE
#include <stdlib.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  setenv("HEBB_ZOO_WAS_HERE", "1", 1);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
