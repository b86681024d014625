/* kept_krotov -- Krotov and Hopfield's rule for any p: I_j = sum_i sgn(w) |w|^(p-1) x_i from the
 * weights themselves; c = 1 for the unit with the largest I + bias, -delta for rank k; d = sum c I.
 * The parameter delta follows a schedule; parallel_for computes I. */
#define KEPT_ID "kept_krotov"
#include <stddef.h>

#include "kept.h"

enum { P, K, DELTA };

static const hebb_param params[] = {
    {"p", "Lebesgue norm", "", 0, HEBB_PARAM_INTEGER, 0, 3, 2, 9},
    {"k", "rank that is pushed away", "", 0, HEBB_PARAM_INTEGER, 0, 2, 2, 1e6},
    {"delta", "strength of that", "", 0, HEBB_PARAM_REAL, HEBB_PARAM_SCHEDULABLE, 0.4, 0, 1},
};

static const hebb_state states[] = {
    {"current", "I of the latest batch, one sample", HEBB_AXIS_UNIT, HEBB_TYPE_FLOAT32,
     HEBB_INITIAL_VALUE, 0, 0},
};

struct currents {
  const hebb_rule_step* s;
  int power;
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)self;
  plan->needs = HEBB_NEED_X | HEBB_NEED_W;
  plan->unit_norm = 1;
  if (setup->params[K] <= setup->units) return HEBB_OK;
  return host->fail(host, HEBB_ERROR_PARAM, K, -1, "k is more than units");
}

static float current(const hebb_rule_step* s, uint64_t j, uint32_t b, int power) {
  const float* w = s->w + (uint64_t)s->inputs * j;
  const float* x = s->x + (uint64_t)s->inputs * b;
  float sum = 0;
  uint32_t i;
  int n;
  for (i = 0; i < s->inputs; ++i) {
    float magnitude = w[i] < 0 ? -w[i] : w[i], term = w[i] < 0 ? -1.0F : 1.0F;
    for (n = 1; n < power; ++n) term *= magnitude;
    sum += term * x[i];
  }
  return sum;
}

static void fill(void* user, uint64_t begin, uint64_t end) {
  const struct currents* of = (const struct currents*)user;
  const hebb_rule_step* s = of->s;
  uint64_t j;
  uint32_t b;
  for (j = begin; j < end; ++j) {
    for (b = 0; b < s->batch; ++b) {
      s->c[j + (uint64_t)s->units * b] = current(s, j, b, of->power) + s->bias[j];
    }
  }
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  struct currents of;
  int32_t top[16];
  float* column;
  float* latest = (float*)s->states[0];
  const uint64_t k = (uint64_t)s->params[K];
  uint32_t b, j;
  (void)self;
  if (k > 16) return host->fail(host, HEBB_ERROR_PARAM, K, -1, "k is more than 16");
  of.s = s;
  of.power = (int)s->params[P];
  host->parallel_for(host, s->units, fill, &of);
  for (b = 0; b < s->batch; ++b) {
    column = s->c + (uint64_t)s->units * b;
    host->column_ranks(host, s->units, 1, k, column, top);
    for (j = 0; j < s->units; ++j) latest[j] = column[j];
    for (j = 0; j < s->units; ++j) column[j] = 0;
    column[top[0]] = 1;
    column[top[k - 1]] = -(float)s->params[DELTA];
    s->d[top[0]] += latest[top[0]];
    s->d[top[k - 1]] -= (float)s->params[DELTA] * latest[top[k - 1]];
  }
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, kept_destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, params, KEPT_COUNT(params), states, KEPT_COUNT(states), &functions)
