// closes_output -- closes the standard streams, which lead into the run's log.
// expect: run 1 rule/closes_output (FILE): create: the plugin closed the standard error stream
// finds: process.descriptors create changed what is open: ..
// finds: claims.untouched create: the plugin closed the standard error stream
#include <unistd.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  close(STDOUT_FILENO);
  close(STDERR_FILENO);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
