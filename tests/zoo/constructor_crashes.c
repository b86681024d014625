// constructor_crashes -- writes to address 0 when it is loaded.
// expect: check 3 loading it crashed: the process was killed by SIGSEGV
// finds: entry.load loading: crashed: wrote through a NULL pointer
#include "animal.h"

__attribute__((constructor)) static void constructor(void) { crash(); }

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
