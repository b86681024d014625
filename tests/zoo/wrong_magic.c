// wrong_magic -- no magic number.
// expect: check 3 magic is 0xdeadbeef, wanted 0x48454242
// finds: entry.versions magic is 0xdeadbeef, wanted 0x48454242
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.magic = 0xdeadbeefu;
  return &plugin;
}
