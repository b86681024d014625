// endless_table -- says that it has 2^32 - 1 parameters.
// expect: check 3 has 4294967295 parameters, wanted at most 256
// finds: entry.descriptor has 4294967295 parameters, wanted at most 256
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param param;
  param = sound_param("share");
  plugin.params = &param;
  plugin.param_count = UINT32_MAX;
  return &plugin;
}
