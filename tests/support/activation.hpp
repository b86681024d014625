// activation -- a loaded activation on potentials that are given.
#pragma once

#include <string>
#include <vector>

#include "support/layer.hpp"

namespace hebb::test {

inline plugin::Activation make_activation(const std::string& name, const Values& values,
                                          std::uint32_t units, std::uint32_t batch) {
  const auto& file = library(plugin::Kind::kActivation, name);
  return plugin::Activation(file, setup_of({1, units, batch, ""}, file, values));
}

// f(u), units x batch.
inline std::vector<float> forward(const std::string& name, const Values& values,
                                  std::uint32_t units, const std::vector<float>& u) {
  const auto batch = static_cast<std::uint32_t>(u.size() / units);
  auto activation = make_activation(name, values, units, batch);
  std::vector<float> y(u.size());
  activation.forward(batch, u.data(), y.data());
  return y;
}

// J'v at u, units x batch.
inline std::vector<float> gradient(const std::string& name, const Values& values,
                                   std::uint32_t units, const std::vector<float>& u,
                                   const std::vector<float>& v) {
  const auto batch = static_cast<std::uint32_t>(u.size() / units);
  auto activation = make_activation(name, values, units, batch);
  std::vector<float> y(u.size());
  activation.forward(batch, u.data(), y.data());
  std::vector<float> out(u.size());
  activation.gradient(batch, u.data(), y.data(), v.data(), out.data());
  return out;
}

}  // namespace hebb::test
