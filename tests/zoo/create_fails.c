// create_fails -- refuses to be made.
// expect: run 1 rule/create_fails (FILE): create: wants a square image
// finds: parameters.defaults create (16 x 8, batch 5): wants a square image
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return host->fail(host, HEBB_ERROR, -1, -1, "wants a square image");
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
