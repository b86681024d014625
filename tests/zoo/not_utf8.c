// not_utf8 -- a summary in Latin-1.
// expect: check 3 summary is not UTF-8
// finds: entry.descriptor summary is not UTF-8
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  plugin.summary = "r\xe8gle";
  return &plugin;
}
