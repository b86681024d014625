// hebb/activation -- write an activation as a C++ class.
//
//   class Relu {
//    public:
//     static constexpr hebb::About about{"1.0.0", "y = max(u, 0)", ""};
//     void plan(const hebb_setup&, hebb_activation_plan& plan) { plan.in_place = 1; }
//     void forward(const hebb::Host&, const arma::fmat& u, arma::fmat& y) {
//       y = arma::clamp(u, 0.0F, arma::datum::inf);
//     }
//     void gradient(const hebb::Host&, const hebb::Slope& at, arma::fmat& out);  // optional
//   };
//   HEBB_ACTIVATION(Relu);
#pragma once

#include <hebb/library.hpp>

namespace hebb {

// Where the product of the transposed Jacobian with v is wanted; all units x batch.
struct Slope {
  const arma::fmat u;
  const arma::fmat y;
  const arma::fmat v;
};

namespace detail {

template <class Plugin, class = void>
struct HasGradient : std::false_type {};
template <class Plugin>
struct HasGradient<Plugin, std::void_t<decltype(&Plugin::gradient)>> : std::true_type {};

template <class Plugin>
struct ActivationFunctions {
  using Gradient = std::int32_t (*)(void*, const hebb_host*, const hebb_activation_gradient*);

  static std::int32_t forward(void* self, const hebb_host* host,
                              const hebb_activation_forward* step) {
    return guarded(host, [&] {
      auto& plugin = *static_cast<Plugin*>(self);
      Library<Plugin>::get().assign(plugin, step->params, true);
      const arma::fmat u = matrix_view(step->u, step->units, step->batch);
      arma::fmat y = matrix_view(step->y, step->units, step->batch);
      plugin.forward(Host(host), u, y);
    });
  }

  static std::int32_t gradient(void* self, const hebb_host* host,
                               const hebb_activation_gradient* step) {
    return guarded(host, [&] {
      auto& plugin = *static_cast<Plugin*>(self);
      Library<Plugin>::get().assign(plugin, step->params, true);
      const Slope at{matrix_view(step->u, step->units, step->batch),
                     matrix_view(step->y, step->units, step->batch),
                     matrix_view(step->v, step->units, step->batch)};
      arma::fmat out = matrix_view(step->out, step->units, step->batch);
      plugin.gradient(Host(host), at, out);
    });
  }

  static constexpr Gradient gradient_or_null() {
    if constexpr (HasGradient<Plugin>::value) {
      return &gradient;
    } else {
      return nullptr;
    }
  }

  static constexpr hebb_activation table{
      sizeof(hebb_activation),   0,        &Library<Plugin>::template create<hebb_activation_plan>,
      &Library<Plugin>::destroy, &forward, gradient_or_null()};
};

}  // namespace detail
}  // namespace hebb

#define HEBB_ACTIVATION(Plugin)                    \
  HEBB_DEFINE_PLUGIN(Plugin, HEBB_KIND_ACTIVATION, \
                     &::hebb::detail::ActivationFunctions<Plugin>::table)
