// null_descriptor -- an entry that returns nothing.
// expect: check 3 hebb_plugin_v1 returned NULL
// finds: entry.call hebb_plugin_v1 returned NULL
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return NULL; }
