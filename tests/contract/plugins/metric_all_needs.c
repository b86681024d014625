/* all_needs -- declares every need of a metric, checks what it gets, and reports what it found. */
#include <hebb/plugin.h>
#include <math.h>
#include <stddef.h>

static const hebb_state states[1] = {
    {"samples", "", HEBB_AXIS_GLOBAL, HEBB_TYPE_INT64, HEBB_INITIAL_VALUE, 0, 0}};

#define EXPECT(condition) \
  if (!(condition)) return host->fail(host, HEBB_ERROR, -1, -1, "not so: " #condition)

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)self;
  EXPECT(setup->samples > 0 && setup->samples <= setup->steps * setup->batch);
  EXPECT(HEBB_HAS(setup, params) && HEBB_HAS(host, extension));
  plan->needs = HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_LABELS | HEBB_NEED_W |
                HEBB_NEED_STEP_NORMS | HEBB_NEED_C | HEBB_NEED_WINNERS | HEBB_NEED_W0 |
                HEBB_NEED_INPUT_MEAN | HEBB_NEED_EIGENPAIRS | HEBB_NEED_CLASS_MEANS;
  plan->every = 3;
  plan->milestone = 5;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* s) {
  uint32_t j, b;
  (void)self;
  EXPECT((uintptr_t)s->x % 64 == 0 && (uintptr_t)s->c % 64 == 0);
  EXPECT((int64_t)s->samples == *(const int64_t*)s->states[0]);
  EXPECT(s->rate > 0 && s->reduction == 1.0 / s->batch);
  EXPECT(s->x && s->u && s->y && s->c && s->step_norms && s->winners && s->labels);
  for (b = 0; b < s->batch; ++b) {
    const float* c = s->c + s->units * b;
    EXPECT(s->winners[b] >= 0 && (uint32_t)s->winners[b] < s->units);
    for (j = 0; j < s->units; ++j) EXPECT(c[j] <= c[s->winners[b]]);
  }
  *(int64_t*)s->states[0] += s->batch;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* r) {
  double moved = 0, off = 0, second = 0, trace = 0, norm;
  uint32_t i, k;
  (void)self;
  EXPECT((int64_t)r->samples == *(const int64_t*)r->states[0]);
  EXPECT(r->w && r->w0 && r->input_mean && r->eigenvalues && r->eigenvectors && r->class_means);
  for (i = 0; i < r->inputs * r->units; ++i)
    moved = fmax(moved, fabs((double)(r->w[i] - r->w0[i])));
  for (k = 0; k < r->eigenpairs; ++k) {
    norm = 0;
    for (i = 0; i < r->inputs; ++i) {
      norm +=
          (double)r->eigenvectors[i + r->inputs * k] * (double)r->eigenvectors[i + r->inputs * k];
    }
    off = fmax(off, fabs(norm - 1));
    trace += (double)r->eigenvalues[k];
    EXPECT(k == 0 || r->eigenvalues[k] <= r->eigenvalues[k - 1]);
  }
  for (i = 0; i < r->inputs; ++i) second += (double)r->input_mean[i];
  host->emit_scalar(host, "", moved);
  host->emit_scalar(host, "off_unit", off);
  host->emit_scalar(host, "trace", trace);
  host->emit_scalar(host, "mean_sum", second);
  host->emit_scalar(host, "samples", (double)*(int64_t*)r->states[0]);
  host->emit_scalar(host, "nothing", NAN);
  if (r->last) host->emit_vector(host, "pair", 1, &trace);
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
                                   1,
                                   sizeof(hebb_state),
                                   0,
                                   "all_needs",
                                   "1.0.0",
                                   "checks what it gets",
                                   "",
                                   0,
                                   states,
                                   &functions};

HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) { return &plugin; }
