// metric_emits_outside -- a metric emits while it observes, not in a report.
// expect: run 1 metric/emits_outside (FILE): observe at step 1: the plugin emitted a number outside
// of a report
// finds: parameters.defaults observe 1 (16 x 8, batch 5): the plugin emitted a number outside of a
// report
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* step) {
  (void)self, (void)step;
  host->emit_scalar(host, "", 1.0);
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)host, (void)given;
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, observe, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
