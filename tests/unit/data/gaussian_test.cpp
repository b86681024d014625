// gaussian_test -- normal samples with a given spectrum.
#include <cmath>

#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::load_error;

Request gaussian(std::uint32_t inputs, std::vector<double> spectrum, double ratio = 0.8) {
  Request request;
  request.name = "gaussian";
  request.inputs = inputs;
  request.spectrum = std::move(spectrum);
  request.ratio = ratio;
  return request;
}

// Sum over i of a_i b_i of two columns of n floats.
double product(const float* a, const float* b, std::size_t n) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

// Mean over the samples of (e_k' x) (e_l' x), with e the features.
double moment(const Dataset& dataset, std::size_t k, std::size_t l) {
  const std::size_t n = dataset.train.inputs;
  double sum = 0;
  for (std::size_t s = 0; s < dataset.train.count; ++s) {
    const float* const x = dataset.train.floats.data() + s * n;
    sum += product(dataset.features.data() + k * n, x, n) *
           product(dataset.features.data() + l * n, x, n);
  }
  return sum / static_cast<double>(dataset.train.count);
}

TEST_CASE("gaussian: by default 10000 and 2000 unlabelled samples of 16 floats, no images") {
  Request request;
  request.name = "gaussian";
  const Dataset dataset = load(request);
  CHECK(dataset.train.count == 10000);
  CHECK(dataset.test.count == 2000);
  CHECK(dataset.train.inputs == 16);
  CHECK(dataset.train.floats.size() == 160000);
  CHECK(dataset.train.bytes.empty());
  CHECK(dataset.image.height == 0);
  CHECK(dataset.classes == 0);
  CHECK(dataset.features.size() == 256);
}

TEST_CASE("gaussian: the features are orthonormal, and the axes where those are asked for") {
  const Dataset random = load(gaussian(7, {1}));
  for (std::size_t k = 0; k < 7; ++k) {
    for (std::size_t l = 0; l < 7; ++l) {
      CHECK(product(random.features.data() + k * 7, random.features.data() + l * 7, 7) ==
            Approx(k == l ? 1 : 0).margin(1e-6));
    }
  }
  CHECK(std::abs(random.features[0]) < 0.99F);
  Request request = gaussian(2, {1});
  request.axes = true;
  CHECK(load(request).features == std::vector<float>{1, 0, 0, 1});
}

// Along the features the samples are independent, with the spectrum as variances: {4, 1, .5, .25}.
// The mean of 10000 squares has a relative standard deviation of sqrt(2 / 10000) = .014, that of
// products .01: 10 numbers within 5 of them, a false alarm once in 10^5 seeds, and these are fixed.
TEST_CASE("gaussian: the second moments along the features are the spectrum, continued") {
  for (const bool axes : {true, false}) {
    Request request = gaussian(4, {4, 1}, 0.5);
    request.axes = axes;
    const Dataset dataset = load(request);
    const std::vector<double> spectrum{4, 1, 0.5, 0.25};
    for (std::size_t k = 0; k < 4; ++k) {
      for (std::size_t l = 0; l <= k; ++l) {
        const double scale = std::sqrt(spectrum[k] * spectrum[l]);
        CAPTURE(axes, k, l);
        CHECK(std::abs(moment(dataset, k, l) - (k == l ? scale : 0)) <
              (k == l ? 0.071 : 0.05) * scale);
      }
    }
  }
}

TEST_CASE("gaussian: ratio 0 leaves nothing beyond the spectrum") {
  Request request = gaussian(3, {2}, 0);
  request.axes = true;
  request.train_count = 10;
  const Dataset dataset = load(request);
  for (std::size_t s = 0; s < 10; ++s) {
    CHECK(dataset.train.floats[3 * s] != 0.0F);
    CHECK(dataset.train.floats[3 * s + 1] == 0.0F);
    CHECK(dataset.train.floats[3 * s + 2] == 0.0F);
  }
}

TEST_CASE("gaussian: a smaller count is a prefix, and seeds and splits differ") {
  Request request = gaussian(5, {1});
  request.train_count = 130;
  const Dataset some = load(request);
  request.train_count = 200;
  const Dataset more = load(request);
  CHECK(std::equal(some.train.floats.begin(), some.train.floats.end(), more.train.floats.begin()));
  CHECK(some.train.floats[0] != some.test.floats[0]);
  request.seed = 1;
  const Dataset other = load(request);
  CHECK(other.train.floats[0] != more.train.floats[0]);
  CHECK(other.features != more.features);
}

TEST_CASE("gaussian: inputs, spectra and ratios out of range are usage errors") {
  const auto message = [](const Request& request) { return load_error(request, ExitCode::kUsage); };
  CHECK(message(gaussian(0, {1})) == "gaussian: 0 inputs, wanted 1 to 1024");
  CHECK(message(gaussian(1025, {1})) == "gaussian: 1025 inputs, wanted 1 to 1024");
  CHECK(message(gaussian(2, {})) == "gaussian: a spectrum of 0 numbers, wanted 1 to 2");
  CHECK(message(gaussian(2, {1, 1, 1})) == "gaussian: a spectrum of 3 numbers, wanted 1 to 2");
  CHECK(message(gaussian(2, {1, -1})) == "gaussian: -1 in the spectrum, wanted at least 0");
  CHECK(message(gaussian(2, {1}, 1.5)) == "gaussian: ratio 1.5, wanted 0 to 1");
  Request request = gaussian(1024, {1});
  request.train_count = 1000001;
  CHECK(message(request) == "gaussian/train: 1000001 samples, wanted at most 1000000");
  request.train_count = 1;
  request.test_count = 1000001;
  CHECK(message(request) == "gaussian/test: 1000001 samples, wanted at most 1000000");
}

}  // namespace
}  // namespace hebb::data
