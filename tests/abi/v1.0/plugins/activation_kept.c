/* kept -- a leaky relu with its gradient, in place. */
#define KEPT_ID "kept"
#include "kept.h"

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->form = HEBB_FORM_ELEMENTWISE;
  plan->in_place = 1;
  return HEBB_OK;
}

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  uint64_t i;
  (void)self, (void)host;
  for (i = 0; i < (uint64_t)s->units * s->batch; ++i)
    s->y[i] = s->u[i] > 0 ? s->u[i] : 0.125F * s->u[i];
  return HEBB_OK;
}

static int32_t gradient(void* self, const hebb_host* host, const hebb_activation_gradient* s) {
  uint64_t i;
  (void)self, (void)host;
  for (i = 0; i < (uint64_t)s->units * s->batch; ++i)
    s->out[i] = s->u[i] > 0 ? s->v[i] : 0.125F * s->v[i];
  return HEBB_OK;
}

static const hebb_activation functions = {
    sizeof(hebb_activation), 0, create, kept_destroy, forward, gradient};

KEPT_PLUGIN(HEBB_KIND_ACTIVATION, 0, 0, 0, 0, &functions)
