// null_name -- a parameter without a name.
// expect: check 3 parameter 0: name is NULL, wanted a string
// finds: entry.descriptor parameter 0: name is NULL, wanted a string
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[1];
  params[0] = sound_param("share");
  params[0].name = NULL;
  plugin.params = params;
  plugin.param_count = 1;
  return &plugin;
}
