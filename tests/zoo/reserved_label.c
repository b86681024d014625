// reserved_label -- a parameter by a name that makes a table a labelled value of a sweep.
// expect: check 3 parameter 'target.label' uses a name that the host reserves
// finds: entry.descriptor parameter 'target.label' uses a name that the host reserves
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[1];
  params[0] = sound_param("share");
  params[0].name = "target.label";
  plugin.params = params;
  plugin.param_count = 1;
  return &plugin;
}
