// reserved_name -- a parameter by a name that the experiment uses itself.
// expect: check 3 parameter 'sha256' uses a name that the host reserves
// finds: entry.descriptor parameter 'sha256' uses a name that the host reserves
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[1];
  params[0] = sound_param("share");
  params[0].name = "sha256";
  plugin.params = params;
  plugin.param_count = 1;
  return &plugin;
}
