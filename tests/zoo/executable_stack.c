// executable_stack -- is linked with an executable stack, as functions within functions need it.
// linker: -z,execstack
// expect: run 0
// finds: file.stack wants an executable stack
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
