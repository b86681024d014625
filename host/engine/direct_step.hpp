// direct_step -- one batch applied to the matrix itself: the reference for every other way.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include "base/aligned.hpp"
#include "base/blas.hpp"
#include "engine/engine.hpp"
#include "engine/kernels.hpp"
#include "engine/tiles.hpp"

namespace hebb::engine {

// A layer's weights and what is known of them.
template <class Real>
struct Weights {
  std::size_t inputs = 0;
  std::size_t units = 0;
  bool unit_norm = false;
  AlignedVector<Real> w;            // inputs x units
  AlignedVector<double> squares;    // |W_j|^2
  AlignedVector<float> step_norms;  // of the latest step; empty where nobody wants them

  [[nodiscard]] Real* column(std::size_t unit) { return w.data() + unit * inputs; }
  [[nodiscard]] const Real* column(std::size_t unit) const { return w.data() + unit * inputs; }

  // The lengths as they are tracked: a unit that was brought to length 1 has 1, not what a sum of
  // its rounded weights gives.
  void visit(StateVisitor& visitor) {
    visitor.array("w", w);
    visitor.array("squares", squares);
  }

  void measure(std::size_t unit) { squares[unit] = sum_of_squares(inputs, column(unit)); }

  // Brings a unit to length 1; one of length 0, or no longer finite, stays. Expects `squares`.
  void normalize(std::size_t unit) {
    if (squares[unit] == 0 || !std::isfinite(squares[unit])) return;
    scale(inputs, static_cast<Real>(1.0 / std::sqrt(squares[unit])), column(unit));
    squares[unit] = 1;
  }

  // Adds change (inputs) - decay * W_j, measures the step, and brings the unit to length 1 if
  // asked.
  void move(std::size_t unit, Real decay, const Real* change) {
    const StepSquares step = apply_step(inputs, decay, change, column(unit));
    if (!step_norms.empty()) step_norms[unit] = static_cast<float>(std::sqrt(step.moved));
    squares[unit] = step.after;
    if (unit_norm) normalize(unit);
  }
};

// The weights before the first step: `initial` is inputs x units, and not normalised.
template <class Real>
[[nodiscard]] Weights<Real> make_weights(const Settings& settings, bool unit_norm,
                                         std::span<const float> initial, const Tiles& tiles) {
  Weights<Real> weights;
  weights.inputs = settings.inputs;
  weights.units = settings.units;
  weights.unit_norm = unit_norm;
  weights.w.assign(initial.begin(), initial.end());
  weights.squares.resize(settings.units);
  weights.step_norms.resize(settings.step_norms ? settings.units : 0);
  tiles.for_each([&](std::size_t first, std::size_t count) {
    for (std::size_t j = first; j < first + count; ++j) weights.measure(j);
  });
  return weights;
}

// W_j <- W_j + sum_b c_jb x_b - d_j W_j for every unit, tile by tile while it is in the cache.
// x inputs x batch; c units x batch and d units, both with the rate in them; scratch inputs x
// units.
template <class Real>
void step_directly(const Tiles& tiles, const Real* x, std::size_t batch, const Real* c,
                   const Real* d, Real* scratch, Weights<Real>& weights) {
  const std::size_t inputs = weights.inputs;
  tiles.for_each([&](std::size_t first, std::size_t count) {
    Real* change = scratch + first * inputs;
    gemm(false, true, inputs, count, batch, Real{1}, x, inputs, c + first, weights.units, Real{0},
         change, inputs);
    for (std::size_t j = first; j < first + count; ++j) {
      weights.move(j, d[j], change + (j - first) * inputs);
    }
  });
}

}  // namespace hebb::engine
