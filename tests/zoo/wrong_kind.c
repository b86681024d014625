// wrong_kind -- a metric by its descriptor, a rule by its file.
// expect: check 3 kind is 3, wanted 1 (rule) by its file name
// finds: entry.identity kind is 3, wanted 1 (rule) by its file name
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.kind = HEBB_KIND_METRIC;
  return &plugin;
}
