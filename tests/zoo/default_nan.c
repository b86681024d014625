// default_nan -- a default that is no number.
// expect: check 3 parameter 'share' has the default nan, out of its range 0..1
// finds: entry.descriptor parameter 'share' has the default nan, out of its range 0..1
#include <math.h>

#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param param;
  param = sound_param("share");
  param.initial = NAN;
  plugin.params = &param;
  plugin.param_count = 1;
  return &plugin;
}
