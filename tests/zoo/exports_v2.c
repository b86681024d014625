// exports_v2 -- a plugin for hosts of the next major version only.
// expect: check 3 ABI too new: it exports hebb_plugin_v2, this host reads hebb_plugin_v1
// finds: file.symbols exports 1 symbols, wanted hebb_plugin_v1 only; among them hebb_plugin_v2
// finds: entry.symbol ABI too new: it exports hebb_plugin_v2, this host reads hebb_plugin_v1
const void* hebb_plugin_v2(void);
const void* hebb_plugin_v2(void) { return 0; }
