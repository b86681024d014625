/* example_name -- leaky winner-take-all: the winner of a sample moves towards it, the losers less.
 *
 *   one sample:  c_j = 1 for the unit with the largest u_j + bias_j, leak for the others;  d_j = c_j
 *   batch:       d_j = sum_b c_jb
 *
 * Shapes:  u, c units x batch; d, bias units; wins units, a state.
 * Expects: finite u.
 * Params:  leak in [0, 1].
 * Cost:    O(units x batch).
 * Cite:    Rumelhart, Zipser, "Feature discovery by competitive learning", Cognitive Science 9,
 *          1985, doi:10.1207/s15516709cog0901_5.
 * Differs: the weights of a unit need not sum to 1.
 */
#include <hebb/plugin.h>
#include <stddef.h>
#include <stdlib.h>

enum { LEAK }; /* index in the parameter table */
enum { WINS }; /* index in the state table */

/* Scratch of an instance: what a rule learns belongs into states. */
struct scratch {
  float* competing; /* units x batch */
  int32_t* winners; /* batch */
};

static void destroy(void* self) {
  struct scratch* scratch = self;
  free(scratch->competing);
  free(scratch->winners);
  free(scratch);
}

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  struct scratch* scratch = calloc(1, sizeof *scratch);
  if (scratch == NULL) return host->fail(host, HEBB_ERROR, -1, -1, "out of memory");
  scratch->competing = calloc((size_t)setup->units * setup->batch, sizeof(float));
  scratch->winners = calloc(setup->batch, sizeof(int32_t));
  if (scratch->competing == NULL || scratch->winners == NULL) {
    destroy(scratch);
    return host->fail(host, HEBB_ERROR, -1, -1, "out of memory");
  }
  plan->needs = HEBB_NEED_U;
  *self = scratch;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  struct scratch* scratch = self;
  const float leak = (float)s->params[LEAK];
  int64_t* wins = s->states[WINS];
  for (size_t b = 0; b < s->batch; ++b) {
    for (size_t j = 0; j < s->units; ++j) {
      scratch->competing[j + b * s->units] = s->u[j + b * s->units] + s->bias[j];
    }
  }
  host->column_winners(host, s->units, s->batch, scratch->competing, scratch->winners);

  for (size_t b = 0; b < s->batch; ++b) {
    const size_t winner = (size_t)scratch->winners[b];
    float* c = s->c + b * s->units;
    for (size_t j = 0; j < s->units; ++j) {
      c[j] = j == winner ? 1.0F : leak;
      s->d[j] += c[j]; /* d arrives zeroed */
    }
    ++wins[winner];
  }
  return HEBB_OK;
}

static const hebb_param params[] = {
    {.name = "leak",
     .doc = "how much a loser moves, the winner moving by 1",
     .unit = "",
     .type = HEBB_PARAM_REAL,
     .initial = 0,
     .minimum = 0,
     .maximum = 1},
};

static const hebb_state states[] = {
    {.name = "wins",
     .doc = "samples won",
     .axis = HEBB_AXIS_UNIT,
     .type = HEBB_TYPE_INT64,
     .initial = HEBB_INITIAL_VALUE,
     .value = 0},
};

static const hebb_rule functions = {
    .struct_size = sizeof(hebb_rule), .create = create, .destroy = destroy, .step = step};

static const hebb_plugin plugin = {
    .magic = HEBB_MAGIC,
    .struct_size = sizeof(hebb_plugin),
    .abi_major = HEBB_ABI_MAJOR,
    .kind = HEBB_KIND_RULE,
    .param_count = sizeof params / sizeof params[0],
    .param_stride = sizeof(hebb_param),
    .state_count = sizeof states / sizeof states[0],
    .state_stride = sizeof(hebb_state),
    .id = HEBB_PLUGIN_NAME,
    .version = "1.0.0",
    .summary = "leaky winner-take-all",
    .citation = "Rumelhart and Zipser 1985",
    .params = params,
    .states = states,
    .functions = &functions,
};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
