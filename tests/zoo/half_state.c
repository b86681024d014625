// half_state -- whole numbers that start at a half.
// expect: check 3 state 'count' starts at 0.5, wanted a whole number of at most 2^53
// finds: entry.descriptor state 'count' starts at 0.5, wanted a whole number of at most 2^53
#include "animal.h"

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  static hebb_state state;
  memset(&state, 0, sizeof state);
  state.name = "count";
  state.doc = "a number";
  state.axis = HEBB_AXIS_UNIT;
  state.type = HEBB_TYPE_INT64;
  state.initial = HEBB_INITIAL_VALUE;
  state.value = 0.5;
  plugin.states = &state;
  plugin.state_count = 1;
  return &plugin;
}
