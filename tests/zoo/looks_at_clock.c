// looks_at_clock -- makes its coefficients of the time.
// expect: run 0
// finds: determinism.twice step 1: c differs between two instances given the same
// finds: determinism.instances step 1: c differs while another instance is at work
// finds: determinism.process step 1: c differs in another process
// finds: determinism.threads step 1: c differs with another number of threads
// finds: parameters.schedulable step 1: c does not follow 'share' when it changes to ..
// finds: state.resume step 4: c differs when the states are saved and restored in a new process
#define _GNU_SOURCE
#include <time.h>

#include "animal.h"

static hebb_param share;

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  given->c[0] = 1e-12F * (float)now.tv_nsec;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  share = sound_param("share");
  share.flags = HEBB_PARAM_SCHEDULABLE;
  plugin.param_count = 1;
  plugin.params = &share;
  return &plugin;
}
