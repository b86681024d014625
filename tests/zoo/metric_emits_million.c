// metric_emits_million -- reports a million numbers.
// expect: run 1 metric/emits_million (FILE): report at step 4: the plugin emitted more than 256
// scalars in one report
// finds: parameters.defaults report 1 (16 x 8, batch 5): the plugin emitted more than 256
// scalars in one report
#include <stdio.h>

#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)given;
  char name[16];
  for (int i = 0; i < 1000000; ++i) {
    snprintf(name, sizeof name, "n%d", i);
    host->emit_scalar(host, name, i);
  }
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, NULL, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
