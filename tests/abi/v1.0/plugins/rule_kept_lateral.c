/* kept_lateral -- Oja's subspace rule: c = y, L = Y Y'. */
#define KEPT_ID "kept_lateral"
#include "kept.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->mode = HEBB_MODE_LATERAL;
  plan->needs = HEBB_NEED_Y;
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  uint64_t i;
  (void)self;
  for (i = 0; i < (uint64_t)s->units * s->batch; ++i) s->c[i] = s->y[i];
  host->sgemm(host, 0, 1, s->units, s->units, s->batch, 1, s->y, s->y, 0, s->lateral);
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, kept_destroy, step};

KEPT_PLUGIN(HEBB_KIND_RULE, 0, 0, 0, 0, &functions)
