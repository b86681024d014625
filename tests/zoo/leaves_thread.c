// leaves_thread -- starts a thread that outlives its step.
// expect: run 0
// finds: process.threads step left a thread running
#include <pthread.h>
#include <unistd.h>

#include "animal.h"

static void* sleep_on(void* nothing) {
  sleep(3600);
  return nothing;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host, (void)given;
  static int started;
  pthread_t thread;
  if (started++ == 0 && pthread_create(&thread, NULL, sleep_on, NULL) == 0) pthread_detach(thread);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
