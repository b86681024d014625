/* lateral_c -- c = y, L = lower triangle of Y Y' (Sanger's rule): the LATERAL fixture. */
#include <hebb/plugin.h>
#include <string.h>

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->mode = HEBB_MODE_LATERAL;
  plan->needs = HEBB_NEED_Y;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  uint32_t j, k;
  (void)self;
  memcpy(s->c, s->y, sizeof(float) * s->units * s->batch);
  host->sgemm(host, 0, 1, s->units, s->units, s->batch, 1.0f, s->y, s->y, 0.0f, s->lateral);
  for (k = 0; k < s->units; ++k) {
    for (j = 0; j < k; ++j) s->lateral[j + s->units * k] = 0;
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
                                   "lateral_c",
                                   "1.0.0",
                                   "Sanger",
                                   "",
                                   0,
                                   0,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
