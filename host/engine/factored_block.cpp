#include "engine/factored_block.hpp"

#include <algorithm>
#include <cmath>

#include "base/stopwatch.hpp"
#include "engine/kernels.hpp"

namespace hebb::engine {
namespace {

// Below this share of coefficients that are not zero, adding them one by one beats a product.
constexpr std::size_t kSparse = 16;
// Of the length of a unit: what an absorbed term may be cut off at. Without that, terms that mean
// nothing become denormal numbers, with which products are many times slower.
constexpr double kNegligible = 1e-24;

}  // namespace

template <class Real>
FactoredBlock<Real>::FactoredBlock(Weights<Real>& weights, const Tiles& tiles, std::size_t samples,
                                   std::size_t panel)
    : weights_(weights),
      tiles_(tiles),
      capacity_(samples),
      panel_(panel),
      scale_(weights.units, Real{1}),
      base_(weights.units, Real{1}),
      limit_(weights.units),
      u_(weights.units * samples),
      gram_(samples * samples),
      a_(weights.units * samples),
      nonzero_(weights.units) {}

template <class Real>
void FactoredBlock<Real>::start(const Real* x, std::size_t count) {
  const TimedPart timed(Part::kForward);
  x_ = x;
  count_ = count;
  panel_first_ = 0;
  std::fill(nonzero_.begin(), nonzero_.end(), 0);
  const std::size_t panels = (count + panel_ - 1) / panel_;
  // The unit tiles first, then the panels of the Gram matrix, whose last are the largest.
  parallel_tiles(tiles_.count() + panels, [&](std::size_t task) {
    if (task < tiles_.count()) {
      const std::size_t unit = task * tiles_.size;
      const std::size_t width = std::min(tiles_.size, units() - unit);
      gemm(true, false, width, count, inputs(), Real{1}, weights_.column(unit), inputs(), x,
           inputs(), Real{0}, u_.data() + unit, units());
    } else {
      const std::size_t first = (panels - 1 - (task - tiles_.count())) * panel_;
      const std::size_t end = std::min(count, first + panel_);
      gemm(true, false, end, end - first, inputs(), Real{1}, x, inputs(), x + first * inputs(),
           inputs(), Real{0}, gram_.data() + first * capacity_, capacity_);
    }
  });
}

template <class Real>
void FactoredBlock<Real>::start_panel(std::size_t first) {
  panel_first_ = first;
  if (first == 0) return;
  const std::size_t count = std::min(panel_, count_ - first);
  tiles_.for_each([&](std::size_t unit, std::size_t width) {
    const auto begin = nonzero_.begin() + static_cast<std::ptrdiff_t>(unit);
    if (std::all_of(begin, begin + static_cast<std::ptrdiff_t>(width),
                    [](std::uint32_t n) { return n == 0; })) {
      return;
    }
    gemm(false, false, width, count, first, Real{1}, a_.data() + unit, units(), gram(0, first),
         capacity_, Real{1}, u_.data() + first * units() + unit, units());
  });
}

template <class Real>
void FactoredBlock<Real>::potentials(std::size_t unit, std::size_t width, std::size_t first,
                                     std::size_t count, Real* u) const {
  for (std::size_t b = 0; b < count; ++b) {
    Real* out = u + b * units();
    const Real* begun = u_.data() + (first + b) * units() + unit;
    if (panel_first_ < first) {
      std::copy_n(begun, width, out);
      for (std::size_t p = panel_first_; p < first; ++p) {
        add_scaled(width, *gram(p, first + b), a_.data() + p * units() + unit, out);
      }
      begun = out;
    }
    multiply(width, scale_.data() + unit, begun, out);
  }
}

template <class Real>
void FactoredBlock<Real>::set_coefficients(std::size_t unit, std::size_t width, std::size_t first,
                                           std::size_t count, const Real* c, const Real* inverse) {
  for (std::size_t b = 0; b < count; ++b) {
    Real* a = a_.data() + (first + b) * units() + unit;
    scale_and_count(width, c + b * units(), inverse, a, nonzero_.data() + unit);
  }
}

template <class Real>
void FactoredBlock<Real>::absorb_scales(std::size_t end) {
  tiles_.for_each([&](std::size_t unit, std::size_t width) {
    Real* s = scale_.data() + unit;
    Real* limit = limit_.data() + unit;
    std::transform(weights_.squares.begin() + static_cast<std::ptrdiff_t>(unit),
                   weights_.squares.begin() + static_cast<std::ptrdiff_t>(unit + width), limit,
                   [](double q) { return static_cast<Real>(kNegligible * std::sqrt(q)); });
    for (std::size_t b = 0; b < count_; ++b) {
      AlignedVector<Real>& rows = b < end ? a_ : u_;
      absorb(width, s, limit, rows.data() + b * units() + unit);
    }
    absorb(width, s, limit, base_.data() + unit);
    std::fill_n(s, width, Real{1});
  });
}

template <class Real>
void FactoredBlock<Real>::weights_of(std::size_t unit, std::size_t end, Real* out) const {
  std::copy_n(weights_.column(unit), inputs(), out);
  if (base_[unit] != Real{1}) scale(inputs(), base_[unit], out);
  for (std::size_t b = 0; b < end; ++b) {
    const Real a = a_[b * units() + unit];
    if (a != Real{0}) add_scaled(inputs(), a, x_ + b * inputs(), out);
  }
  scale(inputs(), scale_[unit], out);
}

template <class Real>
void FactoredBlock<Real>::fold(std::size_t end) {
  const TimedPart timed(Part::kUpdate);
  tiles_.for_each([&](std::size_t unit, std::size_t width) { fold_tile(unit, width, end); });
  std::fill(nonzero_.begin(), nonzero_.end(), 0);
}

template <class Real>
void FactoredBlock<Real>::fold_tile(std::size_t unit, std::size_t width, std::size_t end) {
  std::size_t total = 0;
  for (std::size_t j = unit; j < unit + width; ++j) {
    total += nonzero_[j];
    if (base_[j] != Real{1}) scale(inputs(), base_[j], weights_.column(j));
  }
  if (total * kSparse > width * end) {
    gemm(false, true, inputs(), width, end, Real{1}, x_, inputs(), a_.data() + unit, units(),
         Real{1}, weights_.column(unit), inputs());
  } else if (total > 0) {
    for (std::size_t b = 0; b < end; ++b) {
      for (std::size_t j = unit; j < unit + width; ++j) {
        const Real a = a_[b * units() + j];
        if (a != Real{0}) add_scaled(inputs(), a, x_ + b * inputs(), weights_.column(j));
      }
    }
  }
  for (std::size_t j = unit; j < unit + width; ++j) {
    if (nonzero_[j] == 0 && scale_[j] == Real{1} && base_[j] == Real{1}) continue;
    if (scale_[j] != Real{1}) scale(inputs(), scale_[j], weights_.column(j));
    scale_[j] = Real{1};
    base_[j] = Real{1};
    weights_.measure(j);
    if (weights_.unit_norm) weights_.normalize(j);
  }
}

template class FactoredBlock<float>;
template class FactoredBlock<double>;

}  // namespace hebb::engine
