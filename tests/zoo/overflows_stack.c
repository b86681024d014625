// overflows_stack -- calls itself without end.
// expect: run 1 plugin FILE, in step, crashed: the run's process was killed by SIGSEGV
// finds: parameters.defaults step 1 (16 x 8, batch 5): crashed with SIGSEGV
#include "animal.h"

static int deeper(volatile int depth);
static int (*volatile again)(volatile int) = deeper;
static int deeper(volatile int depth) {
  volatile char room[4096];
  room[0] = (char)depth;
  return again(depth + 1) + room[0];
}
static int sink(int depth) { return again(depth); }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  given->c[0] = (float)sink(1);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
