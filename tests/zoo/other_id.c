// other_id -- an id unlike the name of its file.
// expect: check 3 id is 'somebody', wanted 'other_id' by its file name
// finds: entry.identity id is 'somebody', wanted 'other_id' by its file name
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.id = "somebody";
  return &plugin;
}
