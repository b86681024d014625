// digits -- drawn digits, 28 x 28, labelled: a stand-in for MNIST where there are no files. Every
// sample is written by its own hand: variant, control points, slant, rotation, size, position, pen
// and noise differ.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "data/glyphs.hpp"
#include "data/pen.hpp"
#include "data/source.hpp"
#include "data/synthetic.hpp"

namespace hebb::data {
namespace {

constexpr std::uint32_t kDigits = 10;

// Spreads of the hand: chosen so that a linear probe on pixels finds the task about as hard as
// MNIST (tests/unit/data/digits_test.cpp).
constexpr double kHeight = 18.5;   // pixels
constexpr double kAspect = 0.72;   // width over height
constexpr double kSpread = 0.11;   // of log height and log aspect, standard deviation
constexpr double kWobble = 0.045;  // of control points, of the unit box
constexpr double kSlant = 0.22;    // shear
constexpr double kTurn = 8.0;      // degrees
constexpr double kShift = 1.1;     // pixels
constexpr double kPenMin = 0.7;    // radius, pixels
constexpr double kPenMax = 1.7;    // radius, pixels
constexpr double kInkMin = 0.75;   // full ink, of 1
constexpr float kNoise = 0.06F;    // of pixels, of 1

// From the unit box of the glyphs to pixels: a 2 x 2 matrix and the image of the box's centre.
struct Hand {
  double xx = 0, xy = 0, yx = 0, yy = 0;
  Point centre;

  [[nodiscard]] Point operator()(Point p) const {
    const double x = p.x - 0.5;
    const double y = p.y - 0.5;
    return {centre.x + xx * x + xy * y, centre.y + yx * x + yy * y};
  }
};

Hand draw_hand(RandomStream& stream) {
  const double height = kHeight * std::exp(kSpread * stream.next_normal());
  const double width = height * kAspect * std::exp(kSpread * stream.next_normal());
  const double slant = kSlant * stream.next_normal();
  const double angle = kTurn * stream.next_normal() * std::numbers::pi / 180;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  Hand hand;
  hand.xx = cosine * width;
  hand.yx = sine * width;
  hand.xy = -(sine + cosine * slant) * height;
  hand.yy = (cosine - sine * slant) * height;
  hand.centre.x = kCanvasSide / 2.0 + kShift * stream.next_normal();
  hand.centre.y = kCanvasSide / 2.0 + kShift * stream.next_normal();
  return hand;
}

// A corner stays a corner: a point equal to the one before it gets the same wobble.
Stroke written(const Stroke& stroke, const Hand& hand, RandomStream& stream) {
  Stroke result;
  for (std::size_t i = 0; i < stroke.size(); ++i) {
    if (i > 0 && stroke[i].x == stroke[i - 1].x && stroke[i].y == stroke[i - 1].y) {
      result.push_back(result.back());
      continue;
    }
    const double x = stroke[i].x + kWobble * stream.next_normal();
    const double y = stroke[i].y + kWobble * stream.next_normal();
    result.push_back(hand({x, y}));
  }
  return result;
}

std::int32_t draw_digit(std::uint64_t seed, std::uint64_t split, std::uint64_t index,
                        std::uint8_t* pixels) {
  RandomStream stream(seed, Purpose::kData, split, index);
  const std::uint64_t label = stream.next_below(kDigits);
  const auto& variants = glyphs(label);
  const Glyph& glyph = variants[stream.next_below(variants.size())];
  const Hand hand = draw_hand(stream);
  const double radius = kPenMin + (kPenMax - kPenMin) * stream.next_uniform();
  const auto ink = static_cast<float>(kInkMin + (1 - kInkMin) * stream.next_uniform());
  Canvas canvas{};
  for (const Stroke& stroke : glyph)
    draw(curve_through(written(stroke, hand, stream)), radius, canvas);
  Canvas noise{};
  RandomStream(seed, Purpose::kData, split ^ stream_id("noise"), index)
      .normal(noise.size(), noise.data());
  for (std::size_t i = 0; i < canvas.size(); ++i) {
    const float value = std::clamp(ink * canvas[i] + kNoise * noise[i], 0.0F, 1.0F);
    pixels[i] = static_cast<std::uint8_t>(std::lround(255.0F * value));
  }
  return static_cast<std::int32_t>(label);
}

Dataset load_digits(const Request& request) {
  Dataset dataset;
  dataset.image = {1, kCanvasSide, kCanvasSide};
  dataset.classes = kDigits;
  make_splits(
      request, Canvas{}.size(),
      [&](const std::string& split, std::uint64_t index, std::uint8_t* pixels) {
        return draw_digit(request.seed, stream_id(split), index, pixels);
      },
      dataset);
  return dataset;
}

}  // namespace

Source digits_source() {
  return {"digits", "made: drawn digits, 28 x 28 grey, any number, 10 classes", false, load_digits,
          nullptr};
}

}  // namespace hebb::data
