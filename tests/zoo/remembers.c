// remembers -- counts its steps in memory of its own, not in a state.
// expect: run 0
// finds: state.resume step 4: c differs when the states are saved and restored in a new process
#include <stdlib.h>

#include "animal.h"

static void destroy(void* self) { free(self); }

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)setup, (void)plan;
  *self = calloc(1, sizeof(int));
  if (*self == NULL) return host->fail(host, HEBB_ERROR, -1, -1, "no memory");
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* given) {
  (void)host;
  given->c[0] = 0.001F * (float)++*(int*)self;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  rule.step = step;
  rule.destroy = destroy;
  return &plugin;
}
