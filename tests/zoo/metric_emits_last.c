// metric_emits_last -- reports a number under the name that the summary gives the main one.
// expect: run 1 metric/emits_last (FILE): report at step 4: the plugin emitted scalar 'last', a
// name of the host
// finds: parameters.defaults report 1 (16 x 8, batch 5): the plugin emitted scalar 'last', a
// name of the host
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)given;
  host->emit_scalar(host, "", 1.0);
  host->emit_scalar(host, "last", 2.0);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, NULL, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
