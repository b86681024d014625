// major_two -- a later major version under the entry of this one.
// expect: check 3 ABI too new: the plugin has ABI 2.0, this host 1.0
// finds: entry.versions ABI too new: the plugin has ABI 2.0, this host 1.0
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.abi_major = 2;
  return &plugin;
}
