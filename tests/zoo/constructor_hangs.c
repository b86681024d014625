// constructor_hangs -- never ends being loaded.
// expect: check 3 loading it did not end within 2 s
// finds: entry.load loading: did not return within 4 s
#include <unistd.h>

#include "animal.h"

__attribute__((constructor)) static void constructor(void) {
  for (;;) pause();
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
