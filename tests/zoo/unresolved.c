// unresolved -- calls a function that nobody has.
// expect: check 3 cannot be loaded: FILE: undefined symbol: hebb_nobody_has_this
void hebb_nobody_has_this(void);
void call_it(void);
void call_it(void) { hebb_nobody_has_this(); }
