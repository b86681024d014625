/* replay -- gives the coefficients and decays that a test has laid out in memory, step by step. The
 * address travels in two parameters, 32 bits each, which doubles hold exactly. */
#include <hebb/plugin.h>
#include <stdlib.h>
#include <string.h>

typedef struct record {
  const float* const* c; /* units x batch of each step */
  const float* const* d; /* units of each step */
  uint32_t unit_norm;
} record;

static const hebb_param params[2] = {
    {"address_high", "", "", NULL, HEBB_PARAM_INTEGER, 0, 0, 0, 4294967295.0},
    {"address_low", "", "", NULL, HEBB_PARAM_INTEGER, 0, 0, 0, 4294967295.0}};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  const uint64_t high = (uint64_t)setup->params[0];
  const uint64_t address = high << 32 | (uint64_t)setup->params[1];
  (void)host;
  *self = (void*)(uintptr_t)address;
  plan->unit_norm = ((const record*)*self)->unit_norm;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  const record* r = (const record*)self;
  (void)host;
  memcpy(s->c, r->c[s->index], sizeof(float) * s->units * s->batch);
  memcpy(s->d, r->d[s->index], sizeof(float) * s->units);
  return HEBB_OK;
}

static const hebb_rule functions = {sizeof(hebb_rule), 0, create, destroy, step};

static const hebb_plugin plugin = {HEBB_MAGIC,
                                   sizeof(hebb_plugin),
                                   HEBB_ABI_MAJOR,
                                   0,
                                   0,
                                   HEBB_KIND_RULE,
                                   2,
                                   sizeof(hebb_param),
                                   0,
                                   sizeof(hebb_state),
                                   0,
                                   "replay",
                                   "1.0.0",
                                   "replays c and d",
                                   "",
                                   params,
                                   NULL,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
