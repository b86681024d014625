// size_zero -- struct_size was never set.
// expect: check 3 struct_size is 0, wanted at least 104
// finds: entry.versions struct_size is 0, wanted at least 104
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.struct_size = 0;
  return &plugin;
}
