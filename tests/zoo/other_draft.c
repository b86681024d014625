// other_draft -- built against a draft of the ABI, before it was frozen.
// expect: check 3 built against draft 1 of ABI 1, which is 1.0 now: build it again
// finds: entry.versions built against draft 1 of ABI 1, which is 1.0 now: build it again
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.magic = 0x48454201u;
  return &plugin;
}
