// null_id -- no id.
// expect: check 3 id is NULL, wanted a string
// finds: entry.identity id is NULL, wanted a string
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.id = NULL;
  return &plugin;
}
