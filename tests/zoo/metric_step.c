// metric_step -- is called as a column of the host's own in metrics.jsonl.
// expect: check 3 id is 'step', which no metric may be called: the host uses it in results
// finds: entry.identity id is 'step', which no metric may be called: the host uses it in results
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)given;
  host->emit_scalar(host, "", 1.0);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, NULL, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
