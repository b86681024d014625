/* hebb/plugin.h -- the C ABI between the hebb host and its plugins.
 *
 * A plugin is one shared library, hebb_<kind>_<name>.so, that exports one function,
 * hebb_plugin_v1, which returns one constant descriptor. There are three kinds: a rule turns a
 * batch into coefficients, an activation turns potentials into activities, a metric observes.
 *
 * Words:   unit (one hidden neuron), sample, batch, step (one batch), input x, weights w,
 *          potential u = w'x, activity y = f(u), coefficient c, decay d.
 * Shapes:  matrices are column-major float32 with no gap between columns. Columns are units
 *          (w: inputs x units) or samples (x: inputs x batch; u, y, c: units x batch). Buffers of
 *          the host start at a multiple of 64 bytes.
 * Ties:    winners and ranks go to the lowest index.
 *
 * Tags on pointers and functions:
 *   [host]     the host owns the memory; the plugin must not free or keep it past the call.
 *   [plugin]   the plugin owns the memory; it stays valid as long as the library is loaded.
 *   [in] [out] the plugin reads it only / writes it.
 *   [main]     called on one thread, never twice at once for one instance.
 *   [any]      may be called from any thread.
 *
 * No exception, longjmp or exit may cross this boundary. A plugin must leave the floating-point
 * environment, locale, working directory and signal handlers of the process as they were.
 *
 * Versions: this is ABI 1.0. What is declared here keeps its layout and its meaning in every
 * ABI 1.x; minors only append. docs/promise.md says what that means for a plugin.
 */
#ifndef HEBB_PLUGIN_H
#define HEBB_PLUGIN_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HEBB_ABI_MAJOR 1u
#define HEBB_ABI_MINOR 0u
#define HEBB_MAGIC 0x48454242u /* "HEBB" */

#if defined(_WIN32)
#define HEBB_EXPORT __declspec(dllexport)
#else
#define HEBB_EXPORT __attribute__((visibility("default")))
#endif

/* Kinds. */
#define HEBB_KIND_RULE 1u
#define HEBB_KIND_ACTIVATION 2u
#define HEBB_KIND_METRIC 3u

/* Status codes. A function that does not return HEBB_OK has told the host why through
 * hebb_host.fail, and the host ends the run with that message. */
#define HEBB_OK 0
#define HEBB_ERROR 1         /* the call failed */
#define HEBB_ERROR_PARAM 2   /* a parameter or a combination of parameters cannot be used */
#define HEBB_ERROR_NUMERIC 3 /* a number left its range */
#define HEBB_ERROR_CANCELLED 4

/* 1 where the struct that `pointer` leads to has `field`. Its struct_size says how much of it the
 * other side knows: ask so before touching a field that a minor after 1.0 appended. */
#define HEBB_HAS(pointer, field) \
  ((pointer)->struct_size >=     \
   (uint64_t)((const char*)(&(pointer)->field + 1) - (const char*)(pointer)))

/* ---- Parameters --------------------------------------------------------------------------- */

#define HEBB_PARAM_REAL 1u
#define HEBB_PARAM_INTEGER 2u
#define HEBB_PARAM_BOOLEAN 3u /* 0 or 1 */
#define HEBB_PARAM_CHOICE 4u  /* the index of a word in `choices` */

#define HEBB_PARAM_SCHEDULABLE 1u /* flag: the value may change from step to step */
#define HEBB_PARAM_ABOVE 2u       /* flag: `minimum` itself is out of range */
#define HEBB_PARAM_BELOW 4u       /* flag: `maximum` itself is out of range */

/* One parameter. Values travel as double, in the order of the table: integers are exact, booleans
 * are 0 or 1, choices are indices. A dot in a name makes a table in YAML: "target.keep" is
 * written `target: {keep: ..}`. Names match [a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?. */
typedef struct hebb_param {
  const char* name;    /* [plugin] */
  const char* doc;     /* [plugin] one sentence for `hebb plugin show` */
  const char* unit;    /* [plugin] "" where it has none */
  const char* choices; /* [plugin] "first|second|third" for a CHOICE, otherwise NULL */
  uint32_t type;       /* HEBB_PARAM_REAL .. HEBB_PARAM_CHOICE */
  uint32_t flags;
  double initial; /* the default; must be in range */
  double minimum; /* -INFINITY where there is none; of REAL and INTEGER only */
  double maximum;
} hebb_param;

/* ---- State -------------------------------------------------------------------------------- */

#define HEBB_AXIS_GLOBAL 1u     /* one number */
#define HEBB_AXIS_UNIT 2u       /* units */
#define HEBB_AXIS_INPUT 3u      /* inputs */
#define HEBB_AXIS_SYNAPSE 4u    /* inputs x units */
#define HEBB_AXIS_UNIT_UNIT 5u  /* units x units */
#define HEBB_AXIS_CLASS_UNIT 6u /* classes x units */

#define HEBB_TYPE_FLOAT32 1u
#define HEBB_TYPE_FLOAT64 2u
#define HEBB_TYPE_INT64 3u

#define HEBB_INITIAL_VALUE 1u   /* every element is `value` */
#define HEBB_INITIAL_NORMAL 2u  /* normal, mean 0, standard deviation `value` */
#define HEBB_INITIAL_UNIFORM 3u /* uniform in [-value, value) */

/* One state of a rule or metric; an activation has none. It lives in a buffer of the host, so that
 * what a plugin has learned can be saved and restored without code of the plugin: keep all of it
 * here. */
typedef struct hebb_state {
  const char* name; /* [plugin] [a-z][a-z0-9_]* */
  const char* doc;  /* [plugin] */
  uint32_t axis;
  uint32_t type;
  uint32_t initial; /* HEBB_INITIAL_*; the random ones draw from a stream named after the state */
  uint32_t reserved;
  double value;
} hebb_state;

/* ---- Services of the host ----------------------------------------------------------------- */

typedef struct hebb_host hebb_host;

#define HEBB_LOG_DEBUG 1
#define HEBB_LOG_INFO 2
#define HEBB_LOG_WARNING 3

/* Every plugin instance gets its own hebb_host, valid from create to destroy. Its functions may
 * be called only from within a call of the host to the plugin. Results of the mathematics do not
 * depend on the number of threads. No argument may be NULL; sizes may be 0. */
struct hebb_host {
  uint32_t struct_size;
  uint32_t abi_minor; /* what this host offers */
  void* context;      /* [host] */

  /* [any] Writes a line to the run's log. */
  void (*log)(const hebb_host* host, int32_t level, const char* message);

  /* [any] 1 when the run is being stopped; a long call should then return
   * HEBB_ERROR_CANCELLED. */
  int32_t (*cancelled)(const hebb_host* host);

  /* [main] Records why a call fails and returns `status`: `return host->fail(...)`. The message
   * is copied. `param` is the index of the parameter at fault and `unit` that of the unit, -1
   * where there is none. */
  int32_t (*fail)(const hebb_host* host, int32_t status, int32_t param, int64_t unit,
                  const char* message);

  /* [any] n numbers, uniform in [0, 1) or standard normal. They are a pure function of the run's
   * seed, the plugin, `stream` and `counter` (number i of a call is the same whatever n), so
   * there is nothing to save: use the index of the step as the counter. Needs
   * HEBB_NEED_RANDOM. */
  void (*uniform)(const hebb_host* host, uint64_t stream, uint64_t counter, uint64_t n, float* out);
  void (*normal)(const hebb_host* host, uint64_t stream, uint64_t counter, uint64_t n, float* out);

  /* [main] C <- alpha op(A) op(B) + beta C, with C m x n, op(A) m x k, op(B) k x n, and op the
   * transpose where transpose_a or transpose_b is 1. No leading dimensions: columns have no
   * gaps. */
  void (*sgemm)(const hebb_host* host, int32_t transpose_a, int32_t transpose_b, uint64_t m,
                uint64_t n, uint64_t k, float alpha, const float* a, const float* b, float beta,
                float* c);

  /* [main] Calls body(user, begin, end) for disjoint ranges that cover [0, count), from several
   * threads. The ranges may depend on the number of threads: what is written for an index must
   * not. */
  void (*parallel_for)(const hebb_host* host, uint64_t count,
                       void (*body)(void* user, uint64_t begin, uint64_t end), void* user);

  /* [main] out <- exp(in), tanh(in), element by element; may be in place. */
  void (*exp)(const hebb_host* host, uint64_t n, const float* in, float* out);
  void (*tanh)(const hebb_host* host, uint64_t n, const float* in, float* out);

  /* [main] Each column of out <- softmax(scale * column of in). rows x columns; may be in
   * place. */
  void (*softmax)(const hebb_host* host, uint64_t rows, uint64_t columns, float scale,
                  const float* in, float* out);

  /* [main] winners[b] <- row of the largest entry of column b, the lowest on a tie. */
  void (*column_winners)(const hebb_host* host, uint64_t rows, uint64_t columns, const float* in,
                         int32_t* winners);

  /* [main] top (k x columns) <- rows of the k largest entries of each column, largest first,
   * lower row first on a tie; k <= rows. */
  void (*column_ranks)(const hebb_host* host, uint64_t rows, uint64_t columns, uint64_t k,
                       const float* in, int32_t* top);

  /* [main] values[b] <- the k-th largest entry of column b; 1 <= k <= rows. */
  void (*column_kth)(const hebb_host* host, uint64_t rows, uint64_t columns, uint64_t k,
                     const float* in, float* values);

  /* [main] mask <- 1 where in is among the k largest entries of its column (the lower row on a
   * tie), else 0; k <= rows; mask may be in. */
  void (*mask_largest)(const hebb_host* host, uint64_t rows, uint64_t columns, uint64_t k,
                       const float* in, float* mask);

  /* [main] out[j] <- mean over b of in[j, b], in rows x columns. */
  void (*row_means)(const hebb_host* host, uint64_t rows, uint64_t columns, const float* in,
                    float* out);

  /* [main] out[j] <- sum over b of a[j, b] * b[j, b]. */
  void (*row_dots)(const hebb_host* host, uint64_t rows, uint64_t columns, const float* a,
                   const float* b, float* out);

  /* [main] out[j] <- c_j G c_j', with c rows x columns and G columns x columns: with the batch's
   * Gram matrix this is the squared norm of sum_b c_jb x_b. Never negative. */
  void (*quadratic_forms)(const hebb_host* host, uint64_t rows, uint64_t columns, const float* c,
                          const float* gram, float* out);

  /* [main] average <- keep * average + (1 - keep) * value, n numbers. */
  void (*ema)(const hebb_host* host, uint64_t n, float keep, const float* value, float* average);

  /* [main] Rules, within a step: out <- J' v for each sample, J the Jacobian of the activation at
   * the step's u; units x batch. For an element-wise activation this is f'(u) o v. Needs
   * HEBB_NEED_JACOBIAN. */
  int32_t (*activation_gradient)(const hebb_host* host, const float* v, float* out);

  /* [main] Metrics, within a report: a named number or vector. The name is "" for the metric's
   * main number, otherwise [a-z][a-z0-9_]*. */
  void (*emit_scalar)(const hebb_host* host, const char* name, double value);
  void (*emit_vector)(const hebb_host* host, const char* name, uint64_t n, const double* values);

  /* [any] The table of an extension ("name/1"), NULL where this host has none. */
  const void* (*extension)(const hebb_host* host, const char* id);
};

/* What an instance is made for. */
typedef struct hebb_setup {
  uint32_t struct_size;
  uint32_t inputs;
  uint32_t units;
  uint32_t classes;  /* 0: the data have no labels */
  uint32_t batch;    /* the largest batch; the last of an epoch may be smaller */
  uint32_t channels; /* the inputs as an image, channel-planar; 0 where they are none */
  uint32_t height;
  uint32_t width;
  uint64_t steps;       /* planned in all */
  uint64_t samples;     /* in one epoch */
  const double* params; /* [host] in the order of the parameter table */
} hebb_setup;

/* ---- Needs -------------------------------------------------------------------------------- */

/* The host computes nothing that nobody declared: a pointer whose need is not declared is NULL. */
#define HEBB_NEED_X UINT64_C(0x1)
#define HEBB_NEED_U UINT64_C(0x2)
#define HEBB_NEED_Y UINT64_C(0x4)
#define HEBB_NEED_LABELS UINT64_C(0x8)
#define HEBB_NEED_W UINT64_C(0x10)
#define HEBB_NEED_RANDOM UINT64_C(0x20)
/* Rules. */
#define HEBB_NEED_GRAM UINT64_C(0x100)     /* X'X of the batch */
#define HEBB_NEED_NORMS UINT64_C(0x200)    /* |W_j| */
#define HEBB_NEED_THIRD UINT64_C(0x400)    /* third factor: softmax(head) - one-hot */
#define HEBB_NEED_JACOBIAN UINT64_C(0x800) /* hebb_host.activation_gradient */
/* Metrics. */
#define HEBB_NEED_STEP_NORMS UINT64_C(0x10000)
#define HEBB_NEED_C UINT64_C(0x20000)
#define HEBB_NEED_WINNERS UINT64_C(0x40000)
#define HEBB_NEED_W0 UINT64_C(0x80000)
#define HEBB_NEED_INPUT_MEAN UINT64_C(0x100000)
#define HEBB_NEED_EIGENPAIRS UINT64_C(0x200000)
#define HEBB_NEED_CLASS_MEANS UINT64_C(0x400000)

/* ---- Rules -------------------------------------------------------------------------------- */

/* FACTORED: W_j <- W_j + rate * (sum_b c_jb x_b - d_j W_j).
 * LATERAL:  W <- W + rate * (X C' - W L'), L units x units.
 * DIRECT:   the rule writes W itself (rate and reduction included).
 * The host multiplies c, d and L by the rate, and by 1 / batch where `train.reduction` is mean. */
#define HEBB_MODE_FACTORED 1u
#define HEBB_MODE_LATERAL 2u
#define HEBB_MODE_DIRECT 3u

/* What an instance of a rule wants. The host fills in the defaults before create. */
typedef struct hebb_rule_plan {
  uint32_t struct_size;
  uint32_t mode;      /* default HEBB_MODE_FACTORED */
  uint32_t unit_norm; /* 1: the host sets |W_j| = 1 after each step; default 0 */
  uint32_t reserved;
  uint64_t needs;  /* default 0 */
  uint64_t states; /* bit i: state i is used and gets a buffer; default all */
} hebb_rule_plan;

typedef struct hebb_rule_step {
  uint32_t struct_size;
  uint32_t inputs;
  uint32_t units;
  uint32_t classes;
  uint32_t batch; /* samples in this batch */
  uint32_t reserved;
  uint64_t index;   /* steps before this one */
  uint64_t samples; /* samples seen before this step */
  double rate;      /* of this step; the host applies it, but in DIRECT mode */
  double reduction; /* 1, or 1 / batch; the host applies it, but in DIRECT mode */
  const double* params;
  const float* x;        /* [host][in] inputs x batch */
  const float* u;        /* [host][in] units x batch */
  const float* y;        /* [host][in] units x batch */
  const float* gram;     /* [host][in] batch x batch */
  const float* norms;    /* [host][in] units */
  const float* w;        /* [host][in] inputs x units */
  const float* third;    /* [host][in] classes x batch */
  const int32_t* labels; /* [host][in] batch */
  const float* bias;     /* [host][in] units: competition bias, zero by default. A competitive rule
                            adds it before its competition and nowhere else. Never NULL. */
  void* const* states;   /* [host] in the order of the state table; NULL where not planned */
  float* c;              /* [host][out] units x batch; zero on entry */
  float* d;              /* [host][out] units; zero on entry; NULL unless FACTORED */
  float* lateral;        /* [host][out] units x units; zero on entry; NULL unless LATERAL */
  float* w_new;          /* [host][out] inputs x units, holds W; NULL unless DIRECT */
} hebb_rule_step;

typedef struct hebb_rule {
  uint32_t struct_size;
  uint32_t reserved;
  /* [main] Makes an instance: fills in `plan`, sets *self (may stay NULL). */
  int32_t (*create)(const hebb_host* host, const hebb_setup* setup, hebb_rule_plan* plan,
                    void** self);
  /* [main] Frees it. Not called when create fails. */
  void (*destroy)(void* self);
  /* [main] One batch. */
  int32_t (*step)(void* self, const hebb_host* host, const hebb_rule_step* step);
} hebb_rule;

/* ---- Activations -------------------------------------------------------------------------- */

#define HEBB_FORM_ELEMENTWISE 1u /* y_jb depends on u_jb only */
#define HEBB_FORM_COLUMNWISE 2u  /* y_b depends on u_b only */

typedef struct hebb_activation_plan {
  uint32_t struct_size;
  uint32_t form;     /* default HEBB_FORM_COLUMNWISE */
  uint32_t in_place; /* 1: `y` may be the same buffer as `u`; default 0 */
  uint32_t reserved;
} hebb_activation_plan;

typedef struct hebb_activation_forward {
  uint32_t struct_size;
  uint32_t units;
  uint32_t batch;
  uint32_t reserved;
  const double* params;
  const float* u; /* [host][in] units x batch */
  float* y;       /* [host][out] units x batch; `u` itself only where the plan says in_place */
} hebb_activation_forward;

typedef struct hebb_activation_gradient {
  uint32_t struct_size;
  uint32_t units;
  uint32_t batch;
  uint32_t reserved;
  const double* params;
  const float* u; /* [host][in] units x batch */
  const float* y; /* [host][in] units x batch: f(u) */
  const float* v; /* [host][in] units x batch */
  float* out;     /* [host][out] units x batch */
} hebb_activation_gradient;

typedef struct hebb_activation {
  uint32_t struct_size;
  uint32_t reserved;
  int32_t (*create)(const hebb_host* host, const hebb_setup* setup, hebb_activation_plan* plan,
                    void** self);
  void (*destroy)(void* self);
  /* [main] y <- f(u). */
  int32_t (*forward)(void* self, const hebb_host* host, const hebb_activation_forward* step);
  /* [main] out <- J'v, column by column, J the Jacobian at u. NULL where the activation has no
   * derivative. */
  int32_t (*gradient)(void* self, const hebb_host* host, const hebb_activation_gradient* step);
} hebb_activation;

/* ---- Metrics ------------------------------------------------------------------------------ */

typedef struct hebb_metric_plan {
  uint32_t struct_size;
  uint32_t every;     /* steps between reports where the experiment does not say; default 10 */
  uint32_t milestone; /* a report after exactly this many steps whatever `every`, whose main
                         number is kept in the summary as NAME.at_MILESTONE; default 0, none */
  uint32_t reserved;
  uint64_t needs;
  uint64_t states;
} hebb_metric_plan;

/* One step, after its coefficients are known. */
typedef struct hebb_metric_step {
  uint32_t struct_size;
  uint32_t inputs;
  uint32_t units;
  uint32_t classes;
  uint32_t batch;
  uint32_t reserved;
  uint64_t index;   /* steps before this one */
  uint64_t samples; /* samples seen before this step */
  double rate;      /* of this step */
  double reduction; /* 1, or 1 / batch */
  const double* params;
  const float* x;          /* [host][in] inputs x batch */
  const float* u;          /* [host][in] units x batch */
  const float* y;          /* [host][in] units x batch */
  const float* c;          /* [host][in] units x batch, as the rule gave them */
  const float* step_norms; /* [host][in] units: length of the applied step, before unit norm */
  const int32_t* winners;  /* [host][in] batch: argmax c; where no c is positive, argmax u of the
                              units whose c is 0 */
  const int32_t* labels;   /* [host][in] batch */
  void* const* states;     /* [host] */
} hebb_metric_step;

/* A report, after a step. The matrices are copies: observing never changes the weights. */
typedef struct hebb_metric_report {
  uint32_t struct_size;
  uint32_t inputs;
  uint32_t units;
  uint32_t classes;
  uint32_t eigenpairs; /* number of them */
  uint32_t last;       /* 1 in the last report of a run: the place for vectors */
  uint64_t steps;      /* steps so far */
  uint64_t samples;    /* samples so far */
  const double* params;
  const float* w;            /* [host][in] inputs x units */
  const float* w0;           /* [host][in] inputs x units: the weights before the first step */
  const float* input_mean;   /* [host][in] inputs: mean of the layer's inputs */
  const float* eigenvalues;  /* [host][in] eigenpairs, falling, of the uncentred second moment */
  const float* eigenvectors; /* [host][in] inputs x eigenpairs */
  const float* class_means;  /* [host][in] inputs x classes */
  void* const* states;       /* [host] */
} hebb_metric_report;

typedef struct hebb_metric {
  uint32_t struct_size;
  uint32_t reserved;
  int32_t (*create)(const hebb_host* host, const hebb_setup* setup, hebb_metric_plan* plan,
                    void** self);
  void (*destroy)(void* self);
  /* [main] After every step. Must be cheap. NULL where the metric needs no steps. */
  int32_t (*observe)(void* self, const hebb_host* host, const hebb_metric_step* step);
  /* [main] Emits numbers. Must not change what later reports say. */
  int32_t (*report)(void* self, const hebb_host* host, const hebb_metric_report* report);
} hebb_metric;

/* ---- The descriptor ----------------------------------------------------------------------- */

typedef struct hebb_plugin {
  uint32_t magic;             /* HEBB_MAGIC */
  uint32_t struct_size;       /* sizeof(hebb_plugin) */
  uint32_t abi_major;         /* HEBB_ABI_MAJOR */
  uint32_t abi_minor;         /* what the plugin needs; 0 unless it uses something newer */
  uint64_t features_required; /* bits of features that the host must have; none exist yet: 0 */
  uint32_t kind;              /* HEBB_KIND_* */
  uint32_t param_count;
  uint32_t param_stride; /* sizeof(hebb_param) */
  uint32_t state_count;  /* at most 64 */
  uint32_t state_stride; /* sizeof(hebb_state) */
  uint32_t reserved;
  const char* id;       /* [plugin] the NAME of hebb_<kind>_NAME.so: ^[a-z0-9][a-z0-9_-]{0,63}$ */
  const char* version;  /* [plugin] SemVer of the plugin */
  const char* summary;  /* [plugin] one line */
  const char* citation; /* [plugin] authors, title, venue, year, DOI; "" where it has none */
  const hebb_param* params; /* [plugin] NULL where there are none */
  const hebb_state* states; /* [plugin] NULL where there are none */
  const void* functions;    /* [plugin] hebb_rule, hebb_activation or hebb_metric, by kind */
} hebb_plugin;

/* The one exported function. [main] Returns the descriptor [plugin]; never NULL. Must do nothing
 * else. */
HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void);

#ifdef __cplusplus
}
#endif

#endif /* HEBB_PLUGIN_H */
