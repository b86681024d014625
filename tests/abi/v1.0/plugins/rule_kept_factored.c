/* kept_factored -- c = J' softmax((u + bias) / temperature) with noise, d from c . u: most needs of
 * a factored rule, every type of parameter and state, and many services of the host. */
#define KEPT_ID "kept_factored"
#include "kept.h"

static const hebb_param params[] = {
    {"temperature", "softness", "", 0, HEBB_PARAM_REAL, HEBB_PARAM_ABOVE, 1, 0, 100},
    {"least", "fewest units", "units", 0, HEBB_PARAM_INTEGER, 0, 3, 1, 4},
    {"noise", "random part", "", 0, HEBB_PARAM_BOOLEAN, 0, 1, 0, 1},
    {"sign", "of the step", "", "plus|minus", HEBB_PARAM_CHOICE, 0, 0, 0, 1},
};

static const hebb_state states[] = {
    {"mean", "running mean of p", HEBB_AXIS_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_VALUE, 0, 0},
    {"gain", "of each unit", HEBB_AXIS_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_UNIFORM, 0, 0.1},
    {"steps", "so far", HEBB_AXIS_GLOBAL, HEBB_TYPE_INT64, HEBB_INITIAL_VALUE, 0, 0},
    {"length", "of all steps", HEBB_AXIS_GLOBAL, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 0},
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)self;
  plan->needs = HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_GRAM | HEBB_NEED_NORMS | HEBB_NEED_LABELS |
                HEBB_NEED_RANDOM | HEBB_NEED_JACOBIAN;
  if (setup->params[1] <= setup->units) return HEBB_OK;
  return host->fail(host, HEBB_ERROR_PARAM, 1, -1, "least is more than units");
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  const uint64_t count = (uint64_t)s->units * s->batch;
  const float sign = s->params[3] == 1 ? -1.0F : 1.0F;
  float* mean = (float*)s->states[0];
  const float* gain = (const float*)s->states[1];
  float draw[4] = {0, 0, 0, 0};
  uint64_t i;
  int32_t status;
  (void)self;
  for (i = 0; i < count; ++i) s->c[i] = s->u[i] + s->bias[i % s->units];
  host->softmax(host, s->units, s->batch, (float)(1 / s->params[0]), s->c, s->c);
  host->row_means(host, s->units, s->batch, s->c, s->d);
  host->ema(host, s->units, 0.9F, s->d, mean);
  if (s->params[2] == 1) host->normal(host, 7, s->index, 4, draw);
  status = host->activation_gradient(host, s->c, s->c);
  if (status != HEBB_OK) return status;
  for (i = 0; i < count; ++i) {
    const float label = (float)(s->labels[i / s->units] + 1);
    s->c[i] = sign * s->c[i] * (1 + gain[i % s->units]) * (1 + 0.01F * draw[i % 4] / label);
    s->c[i] -= 0.01F * mean[i % s->units] * s->y[i];
  }
  host->row_dots(host, s->units, s->batch, s->c, s->u, s->d);
  for (i = 0; i < s->units; ++i) s->d[i] = 0.1F * s->d[i] / (1 + s->norms[i]);
  *(int64_t*)s->states[2] += 1;
  *(double*)s->states[3] += (double)s->gram[0];
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, kept_destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, params, KEPT_COUNT(params), states, KEPT_COUNT(states), &functions)
