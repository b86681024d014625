/* kept_direct -- Hebb's rule whose steps are low-passed per synapse, written into W by the rule. */
#define KEPT_ID "kept_direct"
#include "kept.h"

static const hebb_state states[] = {
    {"trace", "low-passed step", HEBB_AXIS_SYNAPSE, HEBB_TYPE_FLOAT32, HEBB_INITIAL_NORMAL, 0,
     1e-3},
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->mode = HEBB_MODE_DIRECT;
  plan->unit_norm = 1;
  plan->needs = HEBB_NEED_X | HEBB_NEED_Y | HEBB_NEED_W;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  const float rate = (float)(s->rate * s->reduction);
  float* trace = (float*)s->states[0];
  uint64_t i;
  (void)self;
  host->sgemm(host, 0, 1, s->inputs, s->units, s->batch, 0.5F, s->x, s->y, 0.5F, trace);
  for (i = 0; i < (uint64_t)s->inputs * s->units; ++i) s->w_new[i] = s->w[i] + rate * trace[i];
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, kept_destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, 0, 0, states, KEPT_COUNT(states), &functions)
