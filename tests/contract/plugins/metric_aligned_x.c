/* aligned_x -- needs x, and checks that it starts at a multiple of 64 bytes. */
#include <hebb/plugin.h>

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->needs = HEBB_NEED_X;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* s) {
  (void)self;
  if ((uintptr_t)s->x % 64 == 0) return HEBB_OK;
  return host->fail(host, HEBB_ERROR, -1, -1, "x is not aligned");
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* r) {
  (void)self, (void)host, (void)r;
  return HEBB_OK;
}

static const hebb_metric functions = {sizeof(hebb_metric), 0, create, destroy, observe, report};

static const hebb_plugin plugin = {HEBB_MAGIC,
                                   sizeof(hebb_plugin),
                                   HEBB_ABI_MAJOR,
                                   0,
                                   0,
                                   HEBB_KIND_METRIC,
                                   0,
                                   sizeof(hebb_param),
                                   0,
                                   sizeof(hebb_state),
                                   0,
                                   "aligned_x",
                                   "1.0.0",
                                   "checks the alignment of x",
                                   "",
                                   0,
                                   0,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
