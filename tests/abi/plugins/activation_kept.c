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

static int32_t forward(void* self, const hebb_host* host, uint32_t units, uint32_t batch,
                       const float* u, float* y) {
  uint64_t i;
  (void)self, (void)host;
  for (i = 0; i < (uint64_t)units * batch; ++i) y[i] = u[i] > 0 ? u[i] : 0.125F * u[i];
  return HEBB_OK;
}

static int32_t gradient(void* self, const hebb_host* host, uint32_t units, uint32_t batch,
                        const float* u, const float* y, const float* v, float* out) {
  uint64_t i;
  (void)self, (void)host, (void)y;
  for (i = 0; i < (uint64_t)units * batch; ++i) out[i] = u[i] > 0 ? v[i] : 0.125F * v[i];
  return HEBB_OK;
}

static const hebb_activation functions = {
    sizeof(hebb_activation), 0, create, kept_destroy, forward, gradient};

KEPT_PLUGIN(HEBB_KIND_ACTIVATION, 0, 0, 0, 0, &functions)
