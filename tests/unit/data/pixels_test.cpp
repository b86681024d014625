// pixels_test -- bytes to floats, and layer norm, against their equations.
#include "data/pixels.hpp"

#include <cmath>
#include <limits>

#include "base/parallel.hpp"
#include "base/random.hpp"
#include "data/samples.hpp"
#include "fixtures.hpp"

namespace hebb::data {
namespace {

constexpr float kGuard = 12345.0F;
const float kNan = std::numeric_limits<float>::quiet_NaN();

Samples float_samples(std::vector<float> values, std::size_t inputs) {
  const auto owner = std::make_shared<const std::vector<float>>(std::move(values));
  Samples samples;
  samples.inputs = inputs;
  samples.count = owner->size() / inputs;
  samples.floats = *owner;
  samples.owner = owner;
  return samples;
}

// Output columns full of NaN, and one guard column.
std::vector<float> output(std::size_t inputs, std::size_t columns) {
  std::vector<float> out(inputs * columns, kNan);
  out.resize(inputs * (columns + 1), kGuard);
  return out;
}

TEST_CASE("pixels: every byte becomes v / 255, normalised, rounded once") {
  hebb::AlignedVector<std::uint8_t> bytes(256);
  for (std::size_t v = 0; v < 256; ++v) bytes[v] = static_cast<std::uint8_t>(v);
  const Samples samples = byte_samples(bytes, 256);
  for (const Normalization n : {Normalization{}, Normalization{0.1307, 0.3081}}) {
    std::vector<float> out = output(256, 1);
    const std::vector<std::uint32_t> indices = {0};
    to_floats(samples, indices, n, out.data());
    for (std::size_t v = 0; v < 256; ++v) {
      CHECK(out[v] == static_cast<float>((static_cast<double>(v) / 255 - n.mean) / n.scale));
    }
    CHECK(out[256] == kGuard);
  }
}

TEST_CASE("pixels: columns follow the indices, repeated and in any order") {
  const Samples bytes = byte_samples({0, 255, 51, 102, 153, 204}, 2);
  const Samples floats = float_samples({0, 1, .2F, .4F, .6F, .8F}, 2);
  const std::vector<std::uint32_t> indices = {2, 0, 2};
  for (const Samples& samples : {bytes, floats}) {
    std::vector<float> out = output(2, 3);
    to_floats(samples, indices, {}, out.data());
    CHECK(out == std::vector<float>{.6F, .8F, 0, 1, .6F, .8F, kGuard, kGuard});
  }
}

TEST_CASE("pixels: floats are used as they are and then normalised") {
  const Samples samples = float_samples({3, -1}, 2);
  const std::vector<std::uint32_t> indices = {0};
  std::vector<float> out = output(2, 1);
  to_floats(samples, indices, {1, 4}, out.data());
  CHECK(out == std::vector<float>{0.5F, -0.5F, kGuard, kGuard});
}

TEST_CASE("pixels: layer norm is the equation, for any size and number of columns") {
  for (const std::size_t inputs : {1U, 2U, 7U, 8U, 9U, 100U}) {
    for (const std::size_t columns : {1U, 3U, 65U, 130U}) {
      std::vector<float> x(inputs * columns);
      RandomStream(1, Purpose::kData).normal(x.size(), x.data());
      std::vector<float> y = x;
      y.push_back(kGuard);
      layer_norm(inputs, columns, y.data());
      double worst = 0;
      for (std::size_t b = 0; b < columns; ++b) {
        double mean = 0;
        for (std::size_t i = 0; i < inputs; ++i) mean += x[b * inputs + i];
        mean /= static_cast<double>(inputs);
        double variance = 0;
        for (std::size_t i = 0; i < inputs; ++i) variance += std::pow(x[b * inputs + i] - mean, 2);
        variance /= static_cast<double>(inputs);
        for (std::size_t i = 0; i < inputs; ++i) {
          const double wanted = (x[b * inputs + i] - mean) / std::sqrt(variance + 1e-5);
          worst = std::max(worst, std::abs(y[b * inputs + i] - wanted));
        }
      }
      CHECK(worst < 1e-6);
      CHECK(y.back() == kGuard);
    }
  }
}

TEST_CASE("pixels: layer norm of a constant column is zero") {
  std::vector<float> x(10, 3.0F);
  layer_norm(10, 1, x.data());
  CHECK(x == std::vector<float>(10, 0.0F));
}

TEST_CASE("pixels: the bits do not depend on the number of threads") {
  hebb::AlignedVector<std::uint8_t> bytes(std::size_t{300} * 11);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 7);
  const Samples samples = byte_samples(bytes, 11);
  const auto indices = permutation(300, RandomStream(1, Purpose::kShuffle));
  std::vector<std::vector<float>> results;
  for (const int count : {1, 3}) {
    set_threads(count);
    std::vector<float> out(bytes.size(), kNan);
    to_floats(samples, indices, {0.1307, 0.3081}, out.data());
    layer_norm(11, 300, out.data());
    results.push_back(out);
  }
  set_threads(0);
  CHECK(results[0] == results[1]);
}

}  // namespace
}  // namespace hebb::data
