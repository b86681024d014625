// metric_odd_name -- a metric emits by a name that would break the summary.
// expect: run 1 metric/odd_name (FILE): report at step 4: the plugin emitted 'Mean Value', wanted a
// name [a-z][a-z0-9_]*
// finds: parameters.defaults report 1 (16 x 8, batch 5): the plugin emitted 'Mean Value', wanted a
// name [a-z][a-z0-9_]*
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)given;
  host->emit_scalar(host, "Mean Value", 1.0);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, NULL, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
