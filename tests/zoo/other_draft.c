// other_draft -- built against a draft of the ABI that is to come.
// expect: check 3 built against draft 2 of ABI 1, this host has draft 1: build it again
// finds: entry.versions built against draft 2 of ABI 1, this host has draft 1: build it again
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.magic = HEBB_MAGIC + 1u;
  return &plugin;
}
