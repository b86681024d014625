// thread_exits -- ends the thread that called it, which is the run's own.
// expect: run 1 outside of any plugin, the run crashed: the run's process was killed by SIGABRT
// (its plugins: ..FILE..)
// finds: parameters.defaults step 1 (16 x 8, batch 5): crashed with SIGABRT
#include <pthread.h>

#include "animal.h"

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  pthread_exit(NULL);
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
