// step_exits -- ends the process with success in its first step.
// expect: run 1 plugin FILE, in step, ended the run's process: it exited with code 0
// finds: parameters.defaults step 1 (16 x 8, batch 5): ended the process, which exited with code 0
// finds: claims.needs step 1 (16 x 8, batch 5): ended the process, which exited with code 0
#include <stdlib.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  exit(0);
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
