// feedback_alignment against loops typed from its equation, with a third factor that is given.
#include <catch2/catch.hpp>

#include "support/layer.hpp"

using namespace hebb::test;

namespace {

// B, classes x units: what the rule's state holds, times the scale.
Grid feedback(const Layer& layer, double scale) {
  const auto& file = library(hebb::plugin::Kind::kRule, layer.rule);
  hebb::plugin::Rule rule(file, setup_of(layer, file, layer.parameters));
  const auto bytes = rule.states().bytes(0);
  const auto* values = reinterpret_cast<const float*>(bytes.data());
  Grid b(kLayerClasses, std::vector<float>(values, values + bytes.size() / sizeof(float)));
  for (std::size_t k = 0; k < kLayerClasses; ++k) {
    for (std::size_t j = 0; j < layer.units; ++j) b(k, j) *= scale;
  }
  return b;
}

}  // namespace

TEST_CASE("feedback_alignment: a hand-computed step with one input, two units and one sample") {
  // u = (1, -1): f' = (1, 0). e = (.5, -.25, 0): c_0 = -(.5 B_00 - .25 B_10), c_1 = 0.
  Layer layer{1, 2, 1, "feedback_alignment", {}};
  layer.third = {0.5F, -0.25F, 0.0F};
  const Grid b = feedback(layer, 1);
  const double c = -(0.5 * b(0, 0) - 0.25 * b(1, 0));
  const auto result = steps(layer, {1.0F, -1.0F}, {1.0F});
  CHECK(result.c[0] == Approx(c).epsilon(1e-6));
  CHECK(result.c[1] == 0.0F);
  CHECK(result.w[0] == Approx(1 + 0.1 * c).epsilon(1e-6));
  CHECK(result.w[1] == -1.0F);
}

TEST_CASE("feedback_alignment: a step equals the equation on every shape") {
  for (const Shape& s : shapes()) {
    const auto w = numbers(s.inputs * s.units, 85);
    const auto x = numbers(s.inputs * s.batch, 86);
    Layer layer{s.inputs, s.units, s.batch, "feedback_alignment", {{"scale", 0.3}}};
    layer.third = numbers(std::size_t{kLayerClasses} * s.batch, 87);
    const Grid b = feedback(layer, 0.3);
    const Grid e(kLayerClasses, layer.third);
    const Grid weights(s.inputs, w);
    const Grid samples(s.inputs, x);
    const Grid u = potentials(weights, samples);
    Grid c(s.units, s.batch);
    for (std::size_t j = 0; j < s.units; ++j) {
      for (std::size_t n = 0; n < s.batch; ++n) {
        for (std::size_t k = 0; k < kLayerClasses && u(j, n) > 0; ++k) c(j, n) -= b(k, j) * e(k, n);
      }
    }
    const Grid wanted =
        stepped(weights, samples, c, std::vector<double>(s.units), 0.1 / s.batch, false);
    CAPTURE(s.inputs, s.units, s.batch);
    CHECK(distance(steps(layer, w, x).w, wanted) < 1e-6);
  }
}

TEST_CASE("feedback_alignment: its feedback weights do not learn") {
  const Layer layer{3, 4, 2, "feedback_alignment", {}};
  const auto& file = library(hebb::plugin::Kind::kRule, layer.rule);
  hebb::plugin::Rule rule(file, setup_of(layer, file, {}));
  rule.set_gradient([](const float* v, float* out) { std::copy_n(v, 8, out); });
  const auto bytes = rule.states().bytes(0);
  const std::vector<std::byte> before(bytes.begin(), bytes.end());
  const std::vector<float> third = numbers(6, 88);
  std::vector<float> c(8);
  std::vector<float> d(4);
  const std::vector<float> bias(4);
  hebb_rule_step step{};
  step.inputs = 3;
  step.units = 4;
  step.classes = kLayerClasses;
  step.batch = 2;
  step.third = third.data();
  step.bias = bias.data();
  step.c = c.data();
  step.d = d.data();
  rule.step(step);
  CHECK(c[0] != 0.0F);
  CHECK(std::equal(before.begin(), before.end(), bytes.begin()));
}
