// needs_features -- needs a feature that no host has yet.
// expect: check 3 needs features 0x8 that this host does not have
// finds: entry.versions needs features 0x8 that this host does not have
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.features_required = 8;
  return &plugin;
}
