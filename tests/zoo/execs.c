// execs -- becomes another program, which ends with success.
// expect: run 1 plugin FILE, in step, ended the run's process: it exited with code 0
// finds: parameters.defaults step 1 (16 x 8, batch 5): ended the process, which exited with code
// 0
// finds: claims.needs step 1 (16 x 8, batch 5): ended the process, which exited with code 0
#include <unistd.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  execl("/bin/true", "true", (char*)NULL);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
