/* kept -- sums over everything that a metric can ask for, each a number of its own. */
#define KEPT_ID "kept"
#include "kept.h"

static const hebb_state states[] = {
    {"path", "sum of step norms", HEBB_AXIS_UNIT, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 0},
    {"wins", "of each unit", HEBB_AXIS_UNIT, HEBB_TYPE_INT64, HEBB_INITIAL_VALUE, 0, 0},
    {"seen", "sums of x, u, y, c", HEBB_AXIS_GLOBAL, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 0},
};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                      void** self) {
  (void)host, (void)setup, (void)self;
  plan->every = 3;
  plan->milestone = 4;
  plan->needs = HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_C | HEBB_NEED_WINNERS |
                HEBB_NEED_LABELS | HEBB_NEED_STEP_NORMS | HEBB_NEED_W | HEBB_NEED_W0 |
                HEBB_NEED_INPUT_MEAN | HEBB_NEED_EIGENPAIRS | HEBB_NEED_CLASS_MEANS |
                HEBB_NEED_RANDOM;
  return HEBB_OK;
}

static double sum_of(const float* values, uint64_t count) {
  double sum = 0;
  uint64_t i;
  for (i = 0; i < count; ++i) sum += (double)values[i];
  return sum;
}

static int32_t observe(void* self, const hebb_host* host, const hebb_metric_step* s) {
  const uint64_t count = (uint64_t)s->units * s->batch;
  double* path = (double*)s->states[0];
  int64_t* wins = (int64_t*)s->states[1];
  uint32_t i;
  (void)self, (void)host;
  for (i = 0; i < s->units; ++i) path[i] += (double)s->step_norms[i];
  for (i = 0; i < s->batch; ++i) wins[s->winners[i]] += 1 + s->labels[i];
  *(double*)s->states[2] += sum_of(s->x, (uint64_t)s->inputs * s->batch) + sum_of(s->u, count) +
                            sum_of(s->y, count) + sum_of(s->c, count);
  *(double*)s->states[2] += (double)s->samples * s->rate * s->reduction + (double)s->index;
  return HEBB_OK;
}

static int32_t report(void* self, const hebb_host* host, const hebb_metric_report* r) {
  const uint64_t weights = (uint64_t)r->inputs * r->units;
  const double* path = (const double*)r->states[0];
  const int64_t* wins = (const int64_t*)r->states[1];
  double total = 0, weighted = 0, projected = 0;
  float draw[2];
  uint32_t j;
  (void)self;
  for (j = 0; j < r->units; ++j) {
    total += path[j];
    weighted += (double)wins[j] * (j + 1);
  }
  host->emit_scalar(host, "", total);
  host->emit_scalar(host, "wins", weighted);
  host->emit_scalar(host, "seen", *(const double*)r->states[2]);
  host->emit_scalar(host, "moved", sum_of(r->w, weights) - sum_of(r->w0, weights));
  host->emit_scalar(host, "mean", sum_of(r->input_mean, r->inputs));
  host->normal(host, 3, r->steps, 2, draw);
  host->emit_scalar(host, "draw", (double)draw[0] + (double)draw[1] + (double)r->samples);
  for (j = 0; j < r->inputs; ++j) {
    projected += (double)r->eigenvectors[j] * (double)r->w[j]; /* first of each, up to its sign */
  }
  host->emit_scalar(host, "projected", projected * projected);
  host->emit_scalar(host, "variance", sum_of(r->eigenvalues, r->eigenpairs));
  host->emit_scalar(host, "classes", sum_of(r->class_means, (uint64_t)r->inputs * r->classes));
  if (r->last == 1) host->emit_vector(host, "path", r->units, path);
  return HEBB_OK;
}

static const hebb_metric functions = {sizeof(hebb_metric), 0,       create,
                                      kept_destroy,        observe, report};

KEPT_PLUGIN(HEBB_KIND_METRIC, 0, 0, states, KEPT_COUNT(states), &functions)
