// looks_at_process -- makes its coefficients of the number of its process.
// expect: run 0
// finds: determinism.process step 1: c differs in another process
// finds: state.resume step 4: c differs when the states are saved and restored in a new process
#include <unistd.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  given->c[0] = 1e-6F * (float)getpid();
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
