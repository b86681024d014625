// laplace_mix_test -- mixed Laplacian sources.
#include <array>
#include <cmath>

#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::load_error;

Request mixture(std::uint32_t inputs, double condition = 4) {
  Request request;
  request.name = "laplace_mix";
  request.inputs = inputs;
  request.condition = condition;
  return request;
}

// The two sources of sample s, x = A s solved by Cramer's rule.
std::array<double, 2> sources(const Dataset& dataset, std::size_t s) {
  const std::vector<float>& a = dataset.features;
  const auto entry = [&a](std::size_t i) { return static_cast<double>(a[i]); };
  const double x0 = static_cast<double>(dataset.train.floats[2 * s]);
  const double x1 = static_cast<double>(dataset.train.floats[2 * s + 1]);
  const double determinant = entry(0) * entry(3) - entry(2) * entry(1);
  return {(x0 * entry(3) - x1 * entry(2)) / determinant,
          (x1 * entry(0) - x0 * entry(1)) / determinant};
}

TEST_CASE("laplace_mix: by default 10000 and 2000 unlabelled mixtures of 16 sources") {
  Request request;
  request.name = "laplace_mix";
  const Dataset dataset = load(request);
  CHECK(dataset.train.count == 10000);
  CHECK(dataset.test.count == 2000);
  CHECK(dataset.train.inputs == 16);
  CHECK(dataset.features.size() == 256);
  CHECK(dataset.classes == 0);
}

// Of a Laplacian of variance 1, |s| has mean 1 / sqrt(2) and s^2 variance 5; 10000 samples give
// standard deviations of .0071 (|s|), .022 (s^2) and .01 (s t, |s||t| with .01): 5 of each, a false
// alarm once in 10^5 seeds, and this one is fixed. A Gaussian has mean |s| of .798.
TEST_CASE("laplace_mix: unmixed, the sources are independent, Laplacian, of variance 1") {
  const Dataset dataset = load(mixture(2));
  double size = 0, square = 0, product = 0, sizes = 0, mean = 0;
  for (std::size_t s = 0; s < 10000; ++s) {
    const auto [a, b] = sources(dataset, s);
    mean += a / 1e4;
    size += std::abs(a) / 1e4;
    square += a * a / 1e4;
    product += a * b / 1e4;
    sizes += std::abs(a * b) / 1e4;
  }
  CHECK(std::abs(mean) < 0.05);
  CHECK(std::abs(size - std::sqrt(0.5)) < 0.036);
  CHECK(std::abs(square - 1) < 0.112);
  CHECK(std::abs(product) < 0.05);
  CHECK(std::abs(sizes - 0.5) < 0.05);
}

// The squared singular values of a 2 x 2 matrix have the sum of its squares and its squared
// determinant as sum and product: c + 1/c and 1 for condition c.
TEST_CASE("laplace_mix: the mixing matrix has determinant 1 and the condition asked for") {
  for (const double condition : {1.0, 4.0, 100.0}) {
    const Dataset dataset = load(mixture(2, condition));
    const std::vector<float>& a = dataset.features;
    double squares = 0;
    for (const float v : a) squares += static_cast<double>(v) * static_cast<double>(v);
    CAPTURE(condition);
    CHECK(squares == Approx(condition + 1 / condition).epsilon(1e-5));
    CHECK(std::abs(static_cast<double>(a[0] * a[3] - a[2] * a[1])) == Approx(1).epsilon(1e-4));
  }
  CHECK(std::abs(load(mixture(1)).features[0]) == 1.0F);
}

TEST_CASE("laplace_mix: a smaller count is a prefix, and seeds and splits differ") {
  Request request = mixture(3);
  request.train_count = 130;
  const Dataset some = load(request);
  request.train_count = 200;
  const Dataset more = load(request);
  CHECK(std::equal(some.train.floats.begin(), some.train.floats.end(), more.train.floats.begin()));
  CHECK(some.train.floats[0] != some.test.floats[0]);
  request.seed = 1;
  CHECK(load(request).features != more.features);
}

TEST_CASE("laplace_mix: inputs and conditions out of range are usage errors") {
  CHECK(load_error(mixture(1025), ExitCode::kUsage) ==
        "laplace_mix: 1025 inputs, wanted 1 to 1024");
  CHECK(load_error(mixture(2, 0.5), ExitCode::kUsage) ==
        "laplace_mix: condition 0.5, wanted 1 to 1000000");
}

}  // namespace
}  // namespace hebb::data
