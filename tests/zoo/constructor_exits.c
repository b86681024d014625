// constructor_exits -- ends the process that loads it.
// expect: check 3 the plugin ended the process that loaded it
// finds: entry.load loading: ended the process, which exited with code 0
#include <stdlib.h>

#include "animal.h"

__attribute__((constructor)) static void constructor(void) { exit(0); }

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
