// grid -- the arithmetic of a layer by loops in double, for oracles typed from an equation.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace hebb::test {

// A column-major matrix of doubles.
class Grid {
 public:
  Grid(std::size_t rows, std::size_t columns) : rows_(rows), values_(rows * columns) {}
  Grid(std::size_t rows, const std::vector<float>& values)
      : rows_(rows), values_(values.begin(), values.end()) {}
  double& operator()(std::size_t i, std::size_t j) { return values_[i + j * rows_]; }
  double operator()(std::size_t i, std::size_t j) const { return values_[i + j * rows_]; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] std::size_t columns() const { return values_.size() / rows_; }
  [[nodiscard]] const std::vector<double>& values() const { return values_; }

 private:
  std::size_t rows_;
  std::vector<double> values_;
};

// u = w'x, by loops.
inline Grid potentials(const Grid& w, const Grid& x) {
  Grid u(w.columns(), x.columns());
  for (std::size_t j = 0; j < w.columns(); ++j) {
    for (std::size_t b = 0; b < x.columns(); ++b) {
      for (std::size_t i = 0; i < w.rows(); ++i) u(j, b) += w(i, j) * x(i, b);
    }
  }
  return u;
}

inline Grid relu(Grid u) {
  for (std::size_t j = 0; j < u.rows(); ++j) {
    for (std::size_t b = 0; b < u.columns(); ++b) u(j, b) = std::max(0.0, u(j, b));
  }
  return u;
}

// Softmax of each column of v / temperature.
inline Grid softmax(const Grid& v, double temperature) {
  Grid p(v.rows(), v.columns());
  for (std::size_t b = 0; b < v.columns(); ++b) {
    double sum = 0;
    for (std::size_t j = 0; j < v.rows(); ++j) sum += std::exp(v(j, b) / temperature);
    for (std::size_t j = 0; j < v.rows(); ++j) p(j, b) = std::exp(v(j, b) / temperature) / sum;
  }
  return p;
}

inline std::size_t winner(const Grid& v, std::size_t b) {
  std::size_t best = 0;
  for (std::size_t j = 1; j < v.rows(); ++j) {
    if (v(j, b) > v(best, b)) best = j;
  }
  return best;
}

// W_j + rate (sum_b c_jb x_b - d_j W_j), brought to length 1 if asked, by loops.
inline Grid stepped(const Grid& w, const Grid& x, const Grid& c, const std::vector<double>& d,
                    double rate, bool unit_norm) {
  Grid out(w.rows(), w.columns());
  for (std::size_t j = 0; j < w.columns(); ++j) {
    double square = 0;
    for (std::size_t i = 0; i < w.rows(); ++i) {
      double sum = 0;
      for (std::size_t b = 0; b < x.columns(); ++b) sum += c(j, b) * x(i, b);
      out(i, j) = w(i, j) + rate * (sum - d[j] * w(i, j));
      square += out(i, j) * out(i, j);
    }
    if (!unit_norm || square == 0) continue;
    for (std::size_t i = 0; i < w.rows(); ++i) out(i, j) /= std::sqrt(square);
  }
  return out;
}

// The largest difference.
inline double distance(const std::vector<float>& got, const Grid& wanted) {
  double largest = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double off = std::abs(static_cast<double>(got[i]) - wanted.values()[i]);
    largest = std::isnan(off) ? 1e300 : std::max(largest, off);
  }
  return largest;
}

}  // namespace hebb::test
