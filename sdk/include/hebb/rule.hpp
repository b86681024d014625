// hebb/rule -- write a learning rule as a C++ class.
//
//   class Hebb {
//    public:
//     static constexpr hebb::About about{"1.0.0", "plain Hebb: c = y", "Hebb 1949"};
//     void plan(const hebb_setup&, hebb_rule_plan& plan) { plan.needs = HEBB_NEED_Y; }
//     void step(hebb::RuleStep& step) { step.c = step.y; }
//   };
//   HEBB_RULE(Hebb);
//
// A class may also have `static hebb::Parameters<Hebb> parameters()`, bound to members, and
// `static std::vector<hebb_state> states()`.
#pragma once

#include <hebb/library.hpp>

namespace hebb {

// One batch. What the rule did not declare as a need is an empty view. c, d and lateral arrive
// zeroed.
struct RuleStep {
  RuleStep(const hebb_host* services, const hebb_rule_step* step)
      : host(services),
        index(step->index),
        samples(step->samples),
        rate(step->rate),
        reduction(step->reduction),
        units(step->units),
        batch(step->batch),
        x(matrix_view(step->x, step->inputs, step->batch)),
        u(matrix_view(step->u, step->units, step->batch)),
        y(matrix_view(step->y, step->units, step->batch)),
        gram(matrix_view(step->gram, step->batch, step->batch)),
        w(matrix_view(step->w, step->inputs, step->units)),
        third(matrix_view(step->third, step->classes, step->batch)),
        norms(vector_view(step->norms, step->units)),
        bias(vector_view(step->bias, step->units)),
        labels(vector_view(step->labels, step->batch)),
        c(matrix_view(step->c, step->units, step->batch)),
        d(vector_view(step->d, step->units)),
        lateral(matrix_view(step->lateral, step->units, step->units)),
        w_new(matrix_view(step->w_new, step->inputs, step->units)),
        raw(step) {}

  // State number `i` of the table, as a vector of `count` elements of its declared type.
  template <class Element>
  arma::Col<Element> state(std::size_t i, arma::uword count) const {
    return vector_view(static_cast<Element*>(raw->states[i]), count);
  }
  arma::fvec unit_state(std::size_t i) const { return state<float>(i, units); }
  arma::fmat synapse_state(std::size_t i) const {
    return matrix_view(static_cast<float*>(raw->states[i]), raw->inputs, units);
  }

  Host host;
  const std::uint64_t index;    // steps before this one
  const std::uint64_t samples;  // samples before this step
  const double rate;
  const double reduction;
  const arma::uword units;
  const arma::uword batch;
  const arma::fmat x;      // inputs x batch
  const arma::fmat u;      // units x batch
  const arma::fmat y;      // units x batch
  const arma::fmat gram;   // batch x batch
  const arma::fmat w;      // inputs x units
  const arma::fmat third;  // classes x batch
  const arma::fvec norms;  // units
  const arma::fvec bias;   // units: competition bias
  const arma::Col<std::int32_t> labels;
  arma::fmat c;        // units x batch
  arma::fvec d;        // units
  arma::fmat lateral;  // units x units, LATERAL only
  arma::fmat w_new;    // inputs x units, DIRECT only
  const hebb_rule_step* raw;
};

namespace detail {

template <class Plugin>
struct RuleFunctions {
  static std::int32_t step(void* self, const hebb_host* host, const hebb_rule_step* raw) {
    return guarded(host, [&] {
      auto& plugin = *static_cast<Plugin*>(self);
      Library<Plugin>::get().assign(plugin, raw->params, true);
      RuleStep view(host, raw);
      plugin.step(view);
    });
  }
  static constexpr hebb_rule table{sizeof(hebb_rule), 0,
                                   &Library<Plugin>::template create<hebb_rule_plan>,
                                   &Library<Plugin>::destroy, &step};
};

}  // namespace detail
}  // namespace hebb

#define HEBB_RULE(Plugin) \
  HEBB_DEFINE_PLUGIN(Plugin, HEBB_KIND_RULE, &::hebb::detail::RuleFunctions<Plugin>::table)
