// new_descriptor -- makes another descriptor each time that it is asked.
// expect: run 0
// finds: entry.call hebb_plugin_v1 returned another descriptor the second time
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_plugin copies[2];
  static int asked;
  hebb_plugin* copy = &copies[asked++ % 2];
  *copy = plugin;
  return copy;
}
