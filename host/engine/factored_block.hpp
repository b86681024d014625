// factored_block -- what a block of samples has done to the weights so far, without touching them:
//
//   W_j = s_j ( v_j V_j + sum_b A_jb x_b )
//
// V is the matrix at the start of the block, A the coefficients of the block's samples so far, s
// one scale per unit, so that decay and unit norm never touch the matrix; v is what has been
// absorbed of s when it had become too small or too large to go on with. The samples come in
// panels of whole batches: a panel's potentials take in all earlier panels by one product, and the
// earlier samples of the same panel column by column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/aligned.hpp"
#include "engine/direct_step.hpp"
#include "engine/tiles.hpp"

namespace hebb::engine {

template <class Real>
class FactoredBlock {
 public:
  // For up to `samples` samples in panels of `panel` samples (a multiple of the batch). `weights`
  // must outlive this; its matrix is V.
  FactoredBlock(Weights<Real>& weights, const Tiles& tiles, std::size_t samples, std::size_t panel);

  // Starts a block on x (inputs x count), which must stay as it is until fold(): V'X and X'X.
  void start(const Real* x, std::size_t count);

  // Takes the earlier panels into the potentials of the panel that begins at sample `first`.
  void start_panel(std::size_t first);

  // u (leading dimension units, already at the first unit) <- potentials of `count` samples from
  // `first` on, for `width` units from `unit` on.
  void potentials(std::size_t unit, std::size_t width, std::size_t first, std::size_t count,
                  Real* u) const;

  // Sets A of `count` samples from `first` on, for the units of a tile: a_jb = c_jb * inverse_j. c
  // (leading dimension units) and inverse begin at the tile's first unit.
  void set_coefficients(std::size_t unit, std::size_t width, std::size_t first, std::size_t count,
                        const Real* c, const Real* inverse);

  // s <- 1 after the samples before `end`, with the same W.
  void absorb_scales(std::size_t end);

  // W_j as it is after the samples before `end`.
  void weights_of(std::size_t unit, std::size_t end, Real* out) const;

  // V <- W after the first `end` samples, s <- 1. Units that nothing has touched stay bit for bit.
  void fold(std::size_t end);

  [[nodiscard]] Real& scale_of(std::size_t unit) { return scale_[unit]; }
  [[nodiscard]] Real scale_of(std::size_t unit) const { return scale_[unit]; }
  // X'X at (row, column), both before the end of column's panel; stride() to the next column.
  [[nodiscard]] const Real* gram(std::size_t row, std::size_t column) const {
    return gram_.data() + row + column * capacity_;
  }
  [[nodiscard]] std::size_t stride() const { return capacity_; }
  [[nodiscard]] std::size_t panel() const { return panel_; }

 private:
  [[nodiscard]] std::size_t units() const { return weights_.units; }
  [[nodiscard]] std::size_t inputs() const { return weights_.inputs; }
  void fold_tile(std::size_t unit, std::size_t width, std::size_t end);

  Weights<Real>& weights_;
  const Tiles& tiles_;
  std::size_t capacity_;
  std::size_t panel_;
  const Real* x_ = nullptr;
  std::size_t count_ = 0;  // samples of this block
  std::size_t panel_first_ = 0;
  AlignedVector<Real> scale_;           // units: s
  AlignedVector<Real> base_;            // units: v
  AlignedVector<Real> limit_;           // units
  AlignedVector<Real> u_;               // units x samples: V'X, then with the earlier panels
  AlignedVector<Real> gram_;            // samples x samples, the upper panels
  AlignedVector<Real> a_;               // units x samples
  std::vector<std::uint32_t> nonzero_;  // units: entries of A that are not zero
};

}  // namespace hebb::engine
