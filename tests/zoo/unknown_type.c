// unknown_type -- a parameter of a type that the ABI does not have.
// expect: check 3 parameter 'share' has type 77, wanted 1..4
// finds: entry.descriptor parameter 'share' has type 77, wanted 1..4
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[1];
  params[0] = sound_param("share");
  params[0].type = 77;
  plugin.params = params;
  plugin.param_count = 1;
  return &plugin;
}
