// no_stride -- two parameters and no stride between them.
// expect: check 3 param_stride is 0, wanted at least 64, with params not NULL
// finds: entry.descriptor param_stride is 0, wanted at least 64, with params not NULL
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[2];
  params[0] = sound_param("first");
  params[1] = sound_param("second");
  plugin.params = params;
  plugin.param_count = 2;
  plugin.param_stride = 0;
  return &plugin;
}
