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
  using Gradient = std::int32_t (*)(void*, const hebb_host*, std::uint32_t, std::uint32_t,
                                    const float*, const float*, const float*, float*);

  static std::int32_t forward(void* self, const hebb_host* host, std::uint32_t units,
                              std::uint32_t batch, const float* u, float* y) {
    return guarded(host, [&] {
      const arma::fmat potentials = matrix_view(u, units, batch);
      arma::fmat activities = matrix_view(y, units, batch);
      static_cast<Plugin*>(self)->forward(Host(host), potentials, activities);
    });
  }

  static std::int32_t gradient(void* self, const hebb_host* host, std::uint32_t units,
                               std::uint32_t batch, const float* u, const float* y, const float* v,
                               float* out) {
    return guarded(host, [&] {
      const Slope at{matrix_view(u, units, batch), matrix_view(y, units, batch),
                     matrix_view(v, units, batch)};
      arma::fmat product = matrix_view(out, units, batch);
      static_cast<Plugin*>(self)->gradient(Host(host), at, product);
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
