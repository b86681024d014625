// bars -- images in which each horizontal and vertical bar is present or not, independently of the
// others: Foldiak, "Forming sparse representations by local anti-Hebbian learning", Biological
// Cybernetics 64, 1990, doi:10.1007/BF02331346. The bars are what a good rule finds.
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/random.hpp"
#include "data/source.hpp"
#include "data/synthetic.hpp"

namespace hebb::data {
namespace {

constexpr std::uint32_t kMaxSize = 256;
constexpr std::uint8_t kWhite = 255;

// Bars 0 .. size-1 are rows, size .. 2 size-1 columns. Sets their pixels to `value`.
template <class Pixel>
void draw_bar(std::size_t bar, std::size_t size, Pixel value, Pixel* pixels) {
  for (std::size_t i = 0; i < size; ++i) {
    pixels[bar < size ? bar * size + i : i * size + (bar - size)] = value;
  }
}

void check(const Request& request) {
  if (request.size < 1 || request.size > kMaxSize) {
    throw Error(ExitCode::kUsage,
                fmt::format("bars: size {}, wanted 1 to {}", request.size, kMaxSize));
  }
  if (!(request.probability >= 0 && request.probability <= 1)) {
    throw Error(ExitCode::kUsage,
                fmt::format("bars: probability {}, wanted 0 to 1", request.probability));
  }
}

Dataset load_bars(const Request& request) {
  check(request);
  const std::size_t size = request.size;
  const std::size_t inputs = size * size;
  Dataset dataset;
  dataset.image = {1, request.size, request.size};
  make_splits(
      request, inputs,
      [&](const std::string& split, std::uint64_t index, std::uint8_t* pixels) {
        RandomStream stream(request.seed, Purpose::kData, stream_id(split), index);
        for (std::size_t bar = 0; bar < 2 * size; ++bar) {
          if (stream.next_uniform() < request.probability) draw_bar(bar, size, kWhite, pixels);
        }
        return -1;
      },
      dataset);
  dataset.features.resize(inputs * 2 * size);
  for (std::size_t bar = 0; bar < 2 * size; ++bar) {
    draw_bar(bar, size, 1.0F, dataset.features.data() + bar * inputs);
  }
  return dataset;
}

}  // namespace

Source bars_source() {
  return {"bars", "made: Foldiak's bars, size x size, no labels, true features known", false,
          load_bars, nullptr};
}

}  // namespace hebb::data
