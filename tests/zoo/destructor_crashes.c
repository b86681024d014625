// destructor_crashes -- crashes when the process ends; the host leaves without asking it.
// expect: run 0
// finds: entry.exit a destructor crashed with SIGSEGV
#include "animal.h"

__attribute__((destructor)) static void destructor(void) { crash(); }

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
