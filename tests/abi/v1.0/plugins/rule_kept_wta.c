/* kept_wta -- winner takes all under a competition bias, with a soft part made by every service of
 * the host that the other kept rules do not call. */
#define KEPT_ID "kept_wta"
#define KEPT_OWN_DESTROY
#include <stddef.h>
#include <stdlib.h>

#include "kept.h"

static const hebb_state states[] = {
    {"lateral", "recent coincidence of winners", HEBB_AXIS_UNIT_UNIT, HEBB_TYPE_FLOAT32,
     HEBB_INITIAL_UNIFORM, 0, 0.01},
    {"unused", "never planned", HEBB_AXIS_SYNAPSE, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 0},
};

struct scratch {
  float* v; /* units x batch */
  float* norms;
  int32_t* winners;
};

static void destroy(void* self) {
  struct scratch* scratch = (struct scratch*)self;
  free(scratch->v);
  free(scratch->norms);
  free(scratch->winners);
  free(scratch);
}

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  const uint64_t count = (uint64_t)setup->units * setup->batch;
  struct scratch* scratch;
  plan->needs = HEBB_NEED_U | HEBB_NEED_GRAM | HEBB_NEED_RANDOM;
  plan->states = 1;
  scratch = (struct scratch*)calloc(1, sizeof *scratch);
  if (scratch == NULL) return host->fail(host, HEBB_ERROR, -1, -1, "out of memory");
  scratch->v = (float*)calloc(count, sizeof(float));
  scratch->norms = (float*)calloc(setup->units, sizeof(float));
  scratch->winners = (int32_t*)calloc(setup->batch, sizeof(int32_t));
  *self = scratch;
  if (scratch->v != NULL && scratch->norms != NULL && scratch->winners != NULL) return HEBB_OK;
  destroy(scratch);
  return host->fail(host, HEBB_ERROR, -1, -1, "out of memory");
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  struct scratch* scratch = (struct scratch*)self;
  const uint64_t count = (uint64_t)s->units * s->batch;
  float* lateral = (float*)s->states[0];
  float* v = scratch->v;
  float threshold[64], draw[2];
  uint64_t i, b;
  if (host->cancelled(host)) return HEBB_ERROR_CANCELLED;
  if (host->extension(host, "kept/1") != NULL || s->states[1] != NULL || s->batch > 64) {
    return host->fail(host, HEBB_ERROR, -1, 0, "not as it was in 1.0");
  }
  host->uniform(host, 1, s->index, 2, draw);
  for (i = 0; i < count; ++i) v[i] = s->u[i] + s->bias[i % s->units];
  host->column_winners(host, s->units, s->batch, v, scratch->winners);
  host->column_kth(host, s->units, s->batch, s->units < 2 ? s->units : 2, v, threshold);
  host->mask_largest(host, s->units, s->batch, s->units < 3 ? s->units : 3, v, s->c);
  for (i = 0; i < count; ++i) v[i] = (v[i] - threshold[i / s->units]) * 0.1F;
  host->tanh(host, count, v, v);
  host->exp(host, count, v, v);
  for (i = 0; i < count; ++i) s->c[i] *= 0.1F * v[i] * (1 + 0.01F * draw[i % 2]);
  for (b = 0; b < s->batch; ++b) s->c[(uint64_t)scratch->winners[b] + s->units * b] += 1;
  host->quadratic_forms(host, s->units, s->batch, s->c, s->gram, scratch->norms);
  host->row_means(host, s->units, s->batch, s->c, s->d);
  for (i = 0; i < s->units; ++i) {
    lateral[i * s->units] = 0.9F * lateral[i * s->units] + 0.1F * s->d[i];
    s->d[i] += lateral[i * s->units] / (1 + scratch->norms[i]);
  }
  host->log(host, HEBB_LOG_DEBUG, "stepped");
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, 0, 0, states, KEPT_COUNT(states), &functions)
