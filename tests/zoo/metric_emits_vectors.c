// metric_emits_vectors -- reports a vector of more numbers than there are.
// expect: run 1 metric/emits_vectors (FILE): report at step 4: the plugin emitted a vector
// 'much' of 1152921504606846976 numbers, wanted at most 16777216 in one report
// finds: parameters.defaults report 1 (16 x 8, batch 5): the plugin emitted a vector 'much' of
// 1152921504606846976 numbers, wanted at most 16777216 in one report
#include "animal.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)plan, (void)self;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* given) {
  (void)self, (void)given;
  const double value = 1.0;
  host->emit_vector(host, "much", UINT64_C(1) << 60, &value);
  return HEBB_OK;
}

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {
  static const hebb_metric metric = {sizeof(hebb_metric), 0, create, idle_destroy, NULL, report};
  plugin = sound_plugin(HEBB_KIND_METRIC, &metric);
  return &plugin;
}
