/* kept_third -- direct feedback alignment: c = -f'(u) o B'e with e the head's third factor and B
 * fixed and random. Steps, samples and rate reach the decay, so that each is read. */
#define KEPT_ID "kept_third"
#include "kept.h"

static const hebb_state states[] = {
    {"feedback", "B", HEBB_AXIS_CLASS_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_NORMAL, 0, 1},
    {"error", "mean of e of each class", HEBB_AXIS_GLOBAL, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0,
     0},
    {"seen", "sums of x", HEBB_AXIS_INPUT, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 1},
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)self;
  plan->needs = HEBB_NEED_X | HEBB_NEED_THIRD | HEBB_NEED_JACOBIAN;
  if (setup->channels * setup->height * setup->width != setup->inputs) {
    return host->fail(host, HEBB_ERROR, -1, -1, "the inputs are no image");
  }
  if (setup->samples > setup->steps * setup->batch || setup->classes == 0) {
    return host->fail(host, HEBB_ERROR, -1, -1, "sizes do not fit");
  }
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  const float* feedback = (const float*)s->states[0];
  double* error = (double*)s->states[1];
  double* seen = (double*)s->states[2];
  const double progress = (double)s->index + (double)s->samples / 100 + s->rate + s->reduction;
  int32_t status;
  uint64_t i;
  (void)self;
  host->sgemm(host, 1, 0, s->units, s->batch, s->classes, -1, feedback, s->third, 0, s->c);
  status = host->activation_gradient(host, s->c, s->c);
  if (status != HEBB_OK) return status;
  for (i = 0; i < (uint64_t)s->classes * s->batch; ++i)
    *error += (double)s->third[i] * s->reduction;
  for (i = 0; i < (uint64_t)s->inputs * s->batch; ++i) seen[i % s->inputs] += (double)s->x[i];
  for (i = 0; i < s->units; ++i) {
    s->d[i] = (float)(1e-3 * progress + 1e-3 * *error + 1e-6 * seen[i % s->inputs]);
  }
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, kept_destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, 0, 0, states, KEPT_COUNT(states), &functions)
