// table_and_value -- a parameter that would be a value and a table in YAML.
// expect: check 3 parameters 'target' and 'target.keep': one is a table with the name of the
// other
// finds: entry.descriptor parameters 'target' and 'target.keep': one is a table with the name of
// the other
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param params[2];
  params[0] = sound_param("target");
  params[1] = sound_param("target.keep");
  plugin.params = params;
  plugin.param_count = 2;
  return &plugin;
}
