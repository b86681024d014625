/* all_needs -- declares every need of a rule and a state on every axis, and checks what it gets. */
#include <hebb/plugin.h>
#include <math.h>
#include <stddef.h>

enum { kGlobal, kUnit, kInput, kSynapse, kUnitUnit, kClassUnit, kUnused, kStates };

static const hebb_state states[kStates] = {
    {"calls", "", HEBB_AXIS_GLOBAL, HEBB_TYPE_INT64, HEBB_INITIAL_VALUE, 0, 7},
    {"per_unit", "", HEBB_AXIS_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_VALUE, 0, 0.5},
    {"per_input", "", HEBB_AXIS_INPUT, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 1.5},
    {"per_synapse", "", HEBB_AXIS_SYNAPSE, HEBB_TYPE_FLOAT32, HEBB_INITIAL_NORMAL, 0, 2.0},
    {"unit_unit", "", HEBB_AXIS_UNIT_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_UNIFORM, 0, 3.0},
    {"class_unit", "", HEBB_AXIS_CLASS_UNIT, HEBB_TYPE_FLOAT32, HEBB_INITIAL_VALUE, 0, -1.0},
    {"unused", "", HEBB_AXIS_SYNAPSE, HEBB_TYPE_FLOAT64, HEBB_INITIAL_VALUE, 0, 0.0}};

static int32_t create(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                      void** self) {
  (void)setup, (void)self;
  if (plan->mode != HEBB_MODE_FACTORED || plan->needs != 0 || plan->unit_norm != 0) {
    return host->fail(host, HEBB_ERROR, -1, -1, "the plan does not hold the defaults");
  }
  plan->needs = HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_LABELS | HEBB_NEED_W |
                HEBB_NEED_RANDOM | HEBB_NEED_GRAM | HEBB_NEED_NORMS | HEBB_NEED_JACOBIAN;
  plan->states = (1u << kUnused) - 1;
  return HEBB_OK;
}

static void destroy(void* self) { (void)self; }

static int near(double a, double b) { return fabs(a - b) <= 1e-4 * (1 + fabs(b)); }

#define EXPECT(condition) \
  if (!(condition)) return host->fail(host, HEBB_ERROR, -1, -1, "not so: " #condition)

static int32_t check_arrays(const hebb_host* host, const hebb_rule_step* s) {
  uint32_t i, j, b;
  EXPECT(s->x && s->u && s->y && s->labels && s->w && s->gram && s->norms && s->bias);
  EXPECT((uintptr_t)s->x % 64 == 0 && (uintptr_t)s->u % 64 == 0 && (uintptr_t)s->c % 64 == 0);
  EXPECT((uintptr_t)s->y % 64 == 0 && (uintptr_t)s->w % 64 == 0 && (uintptr_t)s->gram % 64 == 0);
  EXPECT(!s->third && !s->lateral && !s->w_new && s->c && s->d);
  for (j = 0; j < s->units; ++j) {
    double square = 0;
    for (i = 0; i < s->inputs; ++i) {
      square += (double)s->w[i + s->inputs * j] * (double)s->w[i + s->inputs * j];
    }
    EXPECT(near(s->norms[j], sqrt(square)));
    EXPECT(s->bias[j] == 0 && s->d[j] == 0);
    for (b = 0; b < s->batch; ++b) {
      double u = 0;
      for (i = 0; i < s->inputs; ++i) {
        u += (double)s->w[i + s->inputs * j] * (double)s->x[i + s->inputs * b];
      }
      EXPECT(near(s->u[j + s->units * b], u));
      EXPECT(s->y[j + s->units * b] == fmaxf(s->u[j + s->units * b], 0));
      EXPECT(s->c[j + s->units * b] == 0);
    }
  }
  for (b = 0; b < s->batch; ++b) {
    double dot = 0;
    for (i = 0; i < s->inputs; ++i) {
      dot += (double)s->x[i] * (double)s->x[i + s->inputs * b];
    }
    EXPECT(near(s->gram[b], dot) && near(s->gram[s->batch * b], dot));
    EXPECT(s->labels[b] >= 0 && (uint32_t)s->labels[b] < s->classes);
  }
  return HEBB_OK;
}

static int32_t check_states(const hebb_host* host, const hebb_rule_step* s) {
  int64_t* calls = (int64_t*)s->states[kGlobal];
  const float* unit_unit = (const float*)s->states[kUnitUnit];
  const float* synapse = (const float*)s->states[kSynapse];
  uint32_t k;
  double square = 0;
  EXPECT(*calls == 7 + (int64_t)s->index);
  ++*calls;
  EXPECT(((const float*)s->states[kUnit])[s->units - 1] == 0.5f);
  EXPECT(((const double*)s->states[kInput])[s->inputs - 1] == 1.5);
  EXPECT(((const float*)s->states[kClassUnit])[s->classes * s->units - 1] == -1.0f);
  EXPECT(s->states[kUnused] == NULL);
  for (k = 0; k < s->units * s->units; ++k) EXPECT(unit_unit[k] >= -3.0f && unit_unit[k] < 3.0f);
  for (k = 0; k < s->inputs * s->units; ++k) square += (double)synapse[k] * (double)synapse[k];
  square /= s->inputs * s->units;
  EXPECT(square > 2.0 && square < 6.0);
  return HEBB_OK;
}

static int32_t check_services(const hebb_host* host, const hebb_rule_step* s) {
  float once[5], again[3];
  uint32_t k;
  host->uniform(host, 1, s->index, 5, once);
  host->uniform(host, 1, s->index, 3, again);
  EXPECT(once[0] == again[0] && once[2] == again[2] && once[0] != once[1]);
  host->uniform(host, 2, s->index, 3, again);
  EXPECT(once[0] != again[0]);
  EXPECT(host->activation_gradient(host, s->u, s->c) == HEBB_OK);
  for (k = 0; k < s->units * s->batch; ++k) {
    EXPECT(s->c[k] == (s->u[k] > 0 ? s->u[k] : 0));
    s->c[k] = 0;
  }
  EXPECT(host->extension(host, "no such/1") == NULL);
  EXPECT(host->cancelled(host) == 0);
  return HEBB_OK;
}

static int32_t step(void* self, const hebb_host* host, const hebb_rule_step* s) {
  int32_t status = check_arrays(host, s);
  (void)self;
  if (status == HEBB_OK) status = check_states(host, s);
  if (status == HEBB_OK) status = check_services(host, s);
  return status;
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
                                   kStates,
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
