// bars_test -- Foldiak's bars.
#include <cmath>

#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::load_error;

Request bars(std::uint64_t seed = 0) {
  Request request;
  request.name = "bars";
  request.seed = seed;
  return request;
}

// Whether every pixel of true bar `bar` is white in sample `s`.
bool shows(const Dataset& dataset, const Samples& samples, std::size_t s, std::size_t bar) {
  for (std::size_t i = 0; i < samples.inputs; ++i) {
    const bool wanted = dataset.features[bar * samples.inputs + i] > 0;
    if (wanted && samples.bytes[s * samples.inputs + i] != 255) return false;
  }
  return true;
}

TEST_CASE("bars: by default 10000 and 2000 unlabelled 8 x 8 images") {
  const Dataset dataset = load(bars());
  CHECK(dataset.train.count == 10000);
  CHECK(dataset.test.count == 2000);
  CHECK(dataset.train.inputs == 64);
  CHECK(dataset.train.bytes.size() == 640000);
  CHECK(dataset.image.channels == 1);
  CHECK(dataset.image.height == 8);
  CHECK(dataset.image.width == 8);
  CHECK(dataset.classes == 0);
  CHECK(dataset.train.labels.empty());
  CHECK(dataset.files.empty());
}

TEST_CASE("bars: the features are the rows, then the columns, in 0 and 1") {
  Request request = bars();
  request.size = 3;
  const Dataset dataset = load(request);
  REQUIRE(dataset.features.size() == 9 * 6);
  const std::vector<float> row(dataset.features.begin() + 9, dataset.features.begin() + 18);
  CHECK(row == std::vector<float>{0, 0, 0, 1, 1, 1, 0, 0, 0});
  const std::vector<float> column(dataset.features.begin() + 45, dataset.features.end());
  CHECK(column == std::vector<float>{0, 0, 1, 0, 0, 1, 0, 0, 1});
}

TEST_CASE("bars: each image is the union of the bars that it shows") {
  const Dataset dataset = load(bars());
  bool same = true;
  for (std::size_t s = 0; s < 200; ++s) {
    std::vector<std::uint8_t> image(64);
    for (std::size_t bar = 0; bar < 16; ++bar) {
      if (!shows(dataset, dataset.train, s, bar)) continue;
      for (std::size_t i = 0; i < 64; ++i) {
        if (dataset.features[bar * 64 + i] > 0) image[i] = 255;
      }
    }
    same = same && std::equal(image.begin(), image.end(),
                              dataset.train.bytes.begin() + static_cast<std::ptrdiff_t>(s * 64));
  }
  CHECK(same);
}

// With probability 1/8 the frequency of a bar in 10000 images has a standard deviation of 0.0033;
// 16 bars within 5 of them: a false alarm once in 10^5 seeds, and this seed is fixed.
TEST_CASE("bars: each bar is present with the probability asked for") {
  const Dataset dataset = load(bars());
  for (std::size_t bar = 0; bar < 16; ++bar) {
    double count = 0;
    for (std::size_t s = 0; s < 10000; ++s) count += shows(dataset, dataset.train, s, bar) ? 1 : 0;
    CHECK(std::abs(count / 10000 - 0.125) < 0.0166);
  }
}

TEST_CASE("bars: probability 0 is black and 1 is white") {
  Request request = bars();
  request.train_count = 5;
  request.probability = 0;
  Dataset dataset = load(request);
  CHECK(std::count(dataset.train.bytes.begin(), dataset.train.bytes.end(), 0) == 320);
  request.probability = 1;
  dataset = load(request);
  CHECK(std::count(dataset.train.bytes.begin(), dataset.train.bytes.end(), 255) == 320);
}

TEST_CASE("bars: a smaller count is a prefix, and seeds and splits differ") {
  Request request = bars();
  request.train_count = 130;
  request.test_count = 130;
  const Dataset some = load(request);
  const Dataset all = load(bars());
  CHECK(std::equal(some.train.bytes.begin(), some.train.bytes.end(), all.train.bytes.begin()));
  CHECK_FALSE(std::equal(some.test.bytes.begin(), some.test.bytes.end(), all.train.bytes.begin()));
  const Dataset other = load(bars(1));
  CHECK_FALSE(
      std::equal(some.train.bytes.begin(), some.train.bytes.end(), other.train.bytes.begin()));
}

TEST_CASE("bars: sizes, probabilities and counts out of range are usage errors") {
  Request request = bars();
  request.size = 0;
  CHECK(load_error(request, ExitCode::kUsage) == "bars: size 0, wanted 1 to 256");
  request.size = 257;
  CHECK(load_error(request, ExitCode::kUsage) == "bars: size 257, wanted 1 to 256");
  request = bars();
  request.probability = 1.5;
  CHECK(load_error(request, ExitCode::kUsage) == "bars: probability 1.5, wanted 0 to 1");
  request.probability = std::nan("");
  CHECK(load_error(request, ExitCode::kUsage) == "bars: probability nan, wanted 0 to 1");
  request = bars();
  request.train_count = 1000001;
  CHECK(load_error(request, ExitCode::kUsage) ==
        "bars/train: 1000001 samples, wanted at most 1000000");
  request.size = 128;
  request.train_count = 1000000;
  CHECK(load_error(request, ExitCode::kUsage) ==
        "bars/train: 1000000 samples of 16384 bytes, wanted at most 4294967296 bytes");
}

}  // namespace
}  // namespace hebb::data
