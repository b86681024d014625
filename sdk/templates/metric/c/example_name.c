/* example_name -- over how many units the wins are spread: the effective number of winners.
 *
 *   N = exp(- sum_j p_j ln p_j),  p_j = the share of all samples so far that unit j won
 *
 * Reports: N, from 1 (one unit wins all) to the number of units (all win the same); share, the
 *          largest p_j.
 * Cost:    O(batch) in a step, O(units) in a report.
 * Cite:    Hill, "Diversity and evenness: a unifying notation and its consequences", Ecology 54,
 *          1973, doi:10.2307/1934352, for the exponential of the entropy (his number of order 1).
 */
#include <hebb/plugin.h>
#include <math.h>
#include <stddef.h>

enum { WINS }; /* index in the state table */

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host;
  (void)setup;
  plan->needs = HEBB_NEED_WINNERS;
  *self = NULL; /* all that it keeps is in its state */
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* s) {
  int64_t* wins = s->states[WINS];
  (void)self;
  (void)host;
  for (size_t b = 0; b < s->batch; ++b) ++wins[s->winners[b]];
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* r) {
  const int64_t* wins = r->states[WINS];
  double total = 0;
  double entropy = 0;
  double largest = 0;
  (void)self;
  for (size_t j = 0; j < r->units; ++j) total += (double)wins[j];
  for (size_t j = 0; j < r->units; ++j) {
    const double p = (double)wins[j] / total;
    if (wins[j] > 0) entropy -= p * log(p);
    if (p > largest) largest = p;
  }
  const int none = !(total > 0); /* no step yet: no value */
  host->emit_scalar(host, "", none ? (double)NAN : exp(entropy));
  host->emit_scalar(host, "share", none ? (double)NAN : largest);
  return HEBB_OK;
}

static const hebb_state states[] = {
    {.name = "wins",
     .doc = "samples won",
     .axis = HEBB_AXIS_UNIT,
     .type = HEBB_TYPE_INT64,
     .initial = HEBB_INITIAL_VALUE,
     .value = 0},
};

static const hebb_metric functions = {.struct_size = sizeof(hebb_metric),
                                      .create = create,
                                      .destroy = destroy,
                                      .observe = observe,
                                      .report = report};

static const hebb_plugin plugin = {
    .magic = HEBB_MAGIC,
    .struct_size = sizeof(hebb_plugin),
    .abi_major = HEBB_ABI_MAJOR,
    .kind = HEBB_KIND_METRIC,
    .state_count = sizeof states / sizeof states[0],
    .state_stride = sizeof(hebb_state),
    .id = HEBB_PLUGIN_NAME,
    .version = "1.0.0",
    .summary = "effective number of winning units",
    .citation = "Hill 1973, doi:10.2307/1934352",
    .states = states,
    .functions = &functions,
};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
