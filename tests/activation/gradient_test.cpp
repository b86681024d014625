// The gradient of every activation, found by its file, against differences of its forward pass.
#include <catch2/catch.hpp>

#include "support/activation.hpp"

using namespace hebb::test;

namespace {

struct Case {
  std::string name;
  Values values;
};

// Every activation with its defaults, and settings that the defaults do not reach.
std::vector<Case> cases() {
  std::vector<Case> all{{"triangle", {{"power", 2.5}}},
                        {"k_wta", {{"winners", 3}}},
                        {"k_wta", {{"winners", 2}, {"binary", 1}}}};
  const hebb::plugin::Catalog bundled({HEBB_PLUGIN_DIR});
  for (const auto& entry : bundled.entries()) {
    if (entry.kind == hebb::plugin::Kind::kActivation) all.push_back({entry.name, {}});
  }
  return all;
}

}  // namespace

// J'v: out_k = sum_j v_j df_j / du_k, by central differences, sample by sample. Numbers in [-1, 1)
// on a grid of 2^-23: no two potentials are so near that a difference changes their order.
TEST_CASE("activation: the gradient is the transposed Jacobian of the forward pass") {
  constexpr float kStep = 1e-3F;
  for (const Case& c : cases()) {
    for (const std::uint32_t units : {3U, 8U}) {
      constexpr std::uint32_t kBatch = 5;
      const auto u = numbers(std::size_t{units} * kBatch, 231);
      const auto v = numbers(std::size_t{units} * kBatch, 232);
      const auto got = gradient(c.name, c.values, units, u, v);
      double off = 0;
      for (std::uint32_t i = 0; i < units * kBatch; ++i) {
        auto above = u;
        auto below = u;
        above[i] += kStep;
        below[i] -= kStep;
        const auto high = forward(c.name, c.values, units, above);
        const auto low = forward(c.name, c.values, units, below);
        double wanted = 0;
        for (std::size_t j = 0; j < u.size(); ++j) {
          wanted += static_cast<double>(v[j]) *
                    (static_cast<double>(high[j]) - static_cast<double>(low[j])) /
                    (static_cast<double>(above[i]) - static_cast<double>(below[i]));
        }
        off = std::max(off, std::abs(static_cast<double>(got[i]) - wanted));
      }
      CAPTURE(c.name, units);
      CHECK(off < 2e-3);
    }
  }
}
