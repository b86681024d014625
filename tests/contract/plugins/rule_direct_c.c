/* direct_c -- plain Hebb written into W by the rule itself: the DIRECT fixture. */
#include <hebb/plugin.h>

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->mode = HEBB_MODE_DIRECT;
  plan->needs = HEBB_NEED_X | HEBB_NEED_Y | HEBB_NEED_W;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  const float rate = (float)(s->rate * s->reduction);
  uint32_t i, j, b;
  (void)self;
  if (s->d || s->lateral) return host->fail(host, HEBB_ERROR, -1, -1, "d or lateral was given");
  for (j = 0; j < s->units; ++j) {
    for (i = 0; i < s->inputs; ++i) {
      float sum = 0;
      if (s->w_new[i + s->inputs * j] != s->w[i + s->inputs * j]) {
        return host->fail(host, HEBB_ERROR, -1, j, "w_new does not hold W");
      }
      for (b = 0; b < s->batch; ++b) sum += s->y[j + s->units * b] * s->x[i + s->inputs * b];
      s->w_new[i + s->inputs * j] += rate * sum;
    }
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
                                   0,
                                   sizeof(hebb_param),
                                   0,
                                   sizeof(hebb_state),
                                   0,
                                   "direct_c",
                                   "1.0.0",
                                   "c = y",
                                   "",
                                   0,
                                   0,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
