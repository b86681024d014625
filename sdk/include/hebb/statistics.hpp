// hebb/statistics -- what metrics say of one number per unit: inequality, quantiles, and which of
// many p-values stand.
#pragma once

#include <algorithm>
#include <armadillo>
#include <cmath>

namespace hebb {

namespace detail {

// Makes `order`, any permutation of the indices, the one that sorts the values. Linear where few
// are out of place.
inline void sort_order(const arma::vec& values, arma::uvec& order) {
  constexpr arma::uword kMovesPerValue = 4;  // more are slower than sorting anew
  arma::uword left = kMovesPerValue * order.n_elem;
  for (arma::uword i = 1; i < order.n_elem; ++i) {
    const arma::uword index = order(i);
    arma::uword k = i;
    for (; k > 0 && left > 0 && values(order(k - 1)) > values(index); --k, --left) {
      order(k) = order(k - 1);
    }
    order(k) = index;
    if (left > 0) continue;
    std::sort(order.begin(), order.end(),
              [&](arma::uword a, arma::uword b) { return values(a) < values(b); });
    return;
  }
}

inline double gini_of_sorted(const arma::vec& values) {
  const auto n = static_cast<double>(values.n_elem);
  double weighted = 0;
  double total = 0;
  for (arma::uword i = 0; i < values.n_elem; ++i) {
    weighted += (2.0 * static_cast<double>(i + 1) - n - 1.0) * values(i);
    total += values(i);
  }
  return total > 0 ? weighted / (n * total) : arma::datum::nan;
}

}  // namespace detail

// The Gini coefficient G = sum_i (2 i - n - 1) v_(i) / (n sum v) of values v >= 0, v_(1) <= .. <=
// v_(n): 0 where all are alike, (n - 1) / n where one has everything. Not a number where all are 0.
inline double gini(arma::vec values) {
  std::sort(values.begin(), values.end());
  return detail::gini_of_sorted(values);
}

// The same. `order` is any permutation of the indices, or empty, and becomes the one that sorts the
// values: a caller that keeps it from report to report sorts faster.
inline double gini(const arma::vec& values, arma::uvec& order) {
  if (order.n_elem != values.n_elem) {
    order.set_size(values.n_elem);
    for (arma::uword i = 0; i < order.n_elem; ++i) order(i) = i;
  }
  detail::sort_order(values, order);
  return detail::gini_of_sorted(values.elem(order));
}

// The Lorenz curve at 0, 1 / (points - 1), .., 1: the share of the sum of all values >= 0 that this
// share of them, the smallest first, has; linear in between. Empty where all are 0. points >= 2.
inline arma::vec lorenz_curve(const arma::vec& values, arma::uword points) {
  const double total = arma::accu(values);
  if (!(total > 0)) return {};
  arma::vec sums(values.n_elem + 1, arma::fill::zeros);
  sums.tail(values.n_elem) = arma::cumsum(arma::sort(values)) / total;
  arma::vec curve(points, arma::fill::ones);
  for (arma::uword i = 0; i + 1 < points; ++i) {
    const double place = static_cast<double>(i * values.n_elem) / static_cast<double>(points - 1);
    const auto below = static_cast<arma::uword>(place);
    curve(i) = sums(below) + (place - static_cast<double>(below)) * (sums(below + 1) - sums(below));
  }
  return curve;
}

// The p-quantile, 0 <= p <= 1, of values in rising order, at least one: linear between order
// statistics, 0 the smallest and 1 the largest.
inline double quantile(const arma::vec& sorted, double p) {
  const double place = p * static_cast<double>(sorted.n_elem - 1);
  const auto below = static_cast<arma::uword>(place);
  const arma::uword above = std::min(below + 1, sorted.n_elem - 1);
  return sorted(below) + (place - static_cast<double>(below)) * (sorted(above) - sorted(below));
}

// Which hypotheses fall: 1 where p-value i is rejected at a false discovery rate of `level`, else
// 0. Benjamini and Hochberg, Controlling the false discovery rate, J. R. Stat. Soc. B 57, 1995: all
// p-values up to the largest p_(i) <= i level / n. Where every hypothesis is true and the p-values
// are independent and uniform, anything at all is rejected with probability `level`.
inline arma::uvec rejected(const arma::vec& p, double level) {
  const arma::vec sorted = arma::sort(p);
  const auto n = static_cast<double>(p.n_elem);
  double limit = -1;
  for (arma::uword i = 0; i < sorted.n_elem; ++i) {
    if (sorted(i) <= static_cast<double>(i + 1) * level / n) limit = sorted(i);
  }
  arma::uvec result(p.n_elem);
  for (arma::uword i = 0; i < p.n_elem; ++i) result(i) = p(i) <= limit ? 1 : 0;
  return result;
}

}  // namespace hebb
