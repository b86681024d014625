// unknown_axis -- a state on an axis that the ABI does not have.
// expect: check 3 state 'trace' has axis 9, wanted 1..6
// finds: entry.descriptor state 'trace' has axis 9, wanted 1..6
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_state state;
  memset(&state, 0, sizeof state);
  state.name = "trace";
  state.doc = "a number";
  state.axis = 9;
  state.type = HEBB_TYPE_FLOAT32;
  state.initial = HEBB_INITIAL_VALUE;
  plugin.states = &state;
  plugin.state_count = 1;
  return &plugin;
}
