// foreign_entry -- has no entry of its own, but depends on a library that has one.
// expect: check 3 not a plugin: it does not export hebb_plugin_v1
// finds: file.symbols exports 1 symbols, wanted hebb_plugin_v1 only; among them hebb_zoo_entry
// finds: entry.symbol hebb_plugin_v1 is defined in ..
// links: create_fails
#include <hebb/plugin.h>

extern const hebb_plugin* hebb_plugin_v1(void);
const hebb_plugin* (*hebb_zoo_entry)(void) = hebb_plugin_v1;
