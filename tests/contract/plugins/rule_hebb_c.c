/* hebb_c -- plain Hebb, c = y, in C: the factored fixture. */
#include <hebb/plugin.h>
#include <string.h>

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->needs = HEBB_NEED_Y;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  (void)self, (void)host;
  memcpy(s->c, s->y, sizeof(float) * s->units * s->batch);
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
                                   "hebb_c",
                                   "1.0.0",
                                   "c = y",
                                   "",
                                   0,
                                   0,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
