// no_entry -- a library, and no plugin.
// expect: check 3 not a plugin: it does not export hebb_plugin_v1
// finds: file.symbols exports 1 symbols, wanted hebb_plugin_v1 only; among them something_else
// finds: entry.symbol does not export hebb_plugin_v1
int something_else(void);
int something_else(void) { return 42; }
