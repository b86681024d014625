// unresolved -- calls a function that nobody has.
// expect: check 3 cannot be loaded: FILE: undefined symbol: hebb_nobody_has_this
// finds: file.symbols exports 1 symbols, wanted hebb_plugin_v1 only; among them call_it
// finds: entry.load cannot be loaded: FILE: undefined symbol: hebb_nobody_has_this
void hebb_nobody_has_this(void);
void call_it(void);
void call_it(void) { hebb_nobody_has_this(); }
