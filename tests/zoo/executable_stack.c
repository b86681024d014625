// executable_stack -- takes the address of a nested function, which makes the stack executable.
// expect: run 0
// finds: file.stack wants an executable stack
#include "animal.h"

#pragma GCC diagnostic ignored "-Wpedantic"

static void call(int (*function)(int)) { (void)function(1); }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)self, (void)host;
  volatile int number = (int)given->index;
  int nested(int more) { return number += more; }
  call(nested);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.step = step;
  return &plugin;
}
