// minor_nine -- needs a minor version that this host does not have.
// expect: check 3 ABI too new: the plugin needs ABI 1.9, this host has 1.0
// finds: entry.versions ABI too new: the plugin needs ABI 1.9, this host has 1.0
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.abi_minor = 9;
  return &plugin;
}
