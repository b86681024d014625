/* example_name -- y = u - threshold where u is above the threshold, else 0.
 *
 *   Gradient:  out_j = v_j where u_j > threshold, else 0
 *
 * Shapes:  u, y units x batch.
 * Params:  threshold >= 0; with 0 this is relu.
 * Cite:    Rozell, Johnson, Baraniuk, Olshausen, "Sparse coding via thresholding and local
 *          competition in neural circuits", Neural Computation 20, 2008,
 *          doi:10.1162/neco.2008.03-07-486.
 * Differs: one-sided, as there for coefficients that may not be negative.
 */
#include <hebb/plugin.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>

enum { THRESHOLD }; /* index in the parameter table */

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                      void** self) {
  float* threshold = malloc(sizeof *threshold);
  if (threshold == NULL) return host->fail(host, HEBB_ERROR, -1, -1, "out of memory");
  *threshold = (float)setup->params[THRESHOLD];
  plan->form = HEBB_FORM_ELEMENTWISE;
  plan->in_place = 1; /* each y depends on its own u only */
  *self = threshold;
  return HEBB_OK;
}

static void destroy(void* self) { free(self); }

static int32_t forward(void* self, const hebb_host* host, const hebb_activation_forward* s) {
  const float threshold = *(const float*)self;
  (void)host;
  for (size_t i = 0; i < (size_t)s->units * s->batch; ++i) {
    s->y[i] = s->u[i] > threshold ? s->u[i] - threshold : 0.0F;
  }
  return HEBB_OK;
}

static int32_t gradient(void* self, const hebb_host* host, const hebb_activation_gradient* s) {
  const float threshold = *(const float*)self;
  (void)host;
  for (size_t i = 0; i < (size_t)s->units * s->batch; ++i)
    s->out[i] = s->u[i] > threshold ? s->v[i] : 0.0F;
  return HEBB_OK;
}

static const hebb_param params[] = {
    {.name = "threshold",
     .doc = "potential above which a unit is active",
     .unit = "",
     .type = HEBB_PARAM_REAL,
     .initial = 0.1,
     .minimum = 0,
     .maximum = INFINITY},
};

static const hebb_activation functions = {.struct_size = sizeof(hebb_activation),
                                          .create = create,
                                          .destroy = destroy,
                                          .forward = forward,
                                          .gradient = gradient};

static const hebb_plugin plugin = {
    .magic = HEBB_MAGIC,
    .struct_size = sizeof(hebb_plugin),
    .abi_major = HEBB_ABI_MAJOR,
    .kind = HEBB_KIND_ACTIVATION,
    .param_count = sizeof params / sizeof params[0],
    .param_stride = sizeof(hebb_param),
    .id = HEBB_PLUGIN_NAME,
    .version = "1.0.0",
    .summary = "y = max(u - threshold, 0)",
    .citation = "Rozell et al. 2008, doi:10.1162/neco.2008.03-07-486",
    .params = params,
    .functions = &functions,
};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
