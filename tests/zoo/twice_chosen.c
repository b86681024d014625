// twice_chosen -- a choice of two equal words.
// expect: check 3 parameter 'sign' has the choice 'plus' twice
// finds: entry.descriptor parameter 'sign' has the choice 'plus' twice
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_param param;
  param = sound_param("sign");
  param.type = HEBB_PARAM_CHOICE;
  param.initial = 0;
  param.choices = "plus|minus|plus";
  plugin.params = &param;
  plugin.param_count = 1;
  return &plugin;
}
