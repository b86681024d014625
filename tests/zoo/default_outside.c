// default_outside -- a default out of its own range.
// expect: check 3 parameter 'share' has the default 2, out of its range 0..1
// finds: entry.descriptor parameter 'share' has the default 2, out of its range 0..1
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[1];
  params[0] = sound_param("share");
  params[0].initial = 2;
  plugin.params = params;
  plugin.param_count = 1;
  return &plugin;
}
