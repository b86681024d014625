// no_entry -- a library, and no plugin.
// expect: check 3 not a plugin: it does not export hebb_plugin_v1
int something_else(void);
int something_else(void) { return 42; }
