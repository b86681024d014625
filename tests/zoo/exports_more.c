// exports_more -- exports a function beside the entry.
// expect: run 0
// finds: file.symbols exports 2 symbols, wanted hebb_plugin_v1 only; among them helper
#include "animal.h"

HEBB_EXPORT int helper(void);
int helper(void) { return 1; }

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  return &plugin;
}
