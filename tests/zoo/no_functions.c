// no_functions -- no function table.
// expect: check 3 functions is NULL
// finds: entry.descriptor functions is NULL
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.functions = NULL;
  return &plugin;
}
