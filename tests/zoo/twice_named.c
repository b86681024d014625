// twice_named -- two parameters of one name.
// expect: check 3 parameter 'share' is declared twice
// finds: entry.descriptor parameter 'share' is declared twice
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[2];
  params[0] = sound_param("share");
  params[1] = sound_param("share");
  plugin.params = params;
  plugin.param_count = 2;
  return &plugin;
}
