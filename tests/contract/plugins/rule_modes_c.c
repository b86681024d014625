/* modes_c -- Oja's rule, c = y and d = sum_b y^2, in each mode: a choice that `plugin check` tries.
 */
#include <hebb/plugin.h>

static const hebb_param params[] = {
    {"form", "the mode", "", "factored|lateral|direct", HEBB_PARAM_CHOICE, 0, 0, 0, 2},
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)self;
  plan->mode = HEBB_MODE_FACTORED + (uint32_t)setup->params[0];
  plan->needs = HEBB_NEED_X | HEBB_NEED_Y | HEBB_NEED_W;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

/* One unit of the step that the mode leaves to the rule. */
static void move(const hebb_rule_step* s, uint32_t j, float decay) {
  const float rate = (float)(s->rate * s->reduction);
  const uint64_t first = (uint64_t)s->inputs * j;
  uint64_t i;
  uint32_t b;
  for (i = 0; i < s->inputs; ++i) {
    float sum = -decay * s->w[first + i];
    for (b = 0; b < s->batch; ++b) {
      sum += s->y[j + (uint64_t)s->units * b] * s->x[i + (uint64_t)s->inputs * b];
    }
    s->w_new[first + i] = s->w[first + i] + rate * sum;
  }
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  uint32_t j, b;
  (void)self, (void)host;
  for (j = 0; j < s->units; ++j) {
    float decay = 0;
    for (b = 0; b < s->batch; ++b) {
      const float y = s->y[j + (uint64_t)s->units * b];
      s->c[j + (uint64_t)s->units * b] = y;
      decay += y * y;
    }
    if (s->d) s->d[j] = decay;
    if (s->lateral) s->lateral[j + (uint64_t)s->units * j] = decay;
    if (s->w_new) move(s, j, decay);
  }
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, destroy, step};

static const hebb_plugin plugin = {HEBB_MAGIC,
                                   sizeof(hebb_plugin),
                                   HEBB_ABI_MAJOR,
                                   0,
                                   0,
                                   HEBB_KIND_RULE,
                                   1,
                                   sizeof(hebb_param),
                                   0,
                                   sizeof(hebb_state),
                                   0,
                                   "modes_c",
                                   "1.0.0",
                                   "Oja's rule in each mode",
                                   "",
                                   params,
                                   0,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
