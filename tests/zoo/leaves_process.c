// leaves_process -- starts a process that outlives the run.
// expect: run 0
// finds: process.processes create left a process behind
#include <unistd.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  const pid_t child = fork();
  if (child == 0) {
    for (;;) pause();
  }
  if (child < 0) return host->fail(host, HEBB_ERROR, -1, -1, "stays one");
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
