// takes_signals -- takes a signal for itself.
// expect: run 0
// finds: process.signals create changed the handler of SIGUSR1
#include <signal.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  signal(SIGUSR1, SIG_IGN);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  make_sound_rule();
  rule.create = create;
  return &plugin;
}
