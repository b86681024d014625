// uses_reserved -- has a number where the descriptor is reserved for later.
// expect: check 3 reserved is 7, wanted 0
// finds: entry.versions reserved is 7, wanted 0
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.reserved = 7;
  return &plugin;
}
