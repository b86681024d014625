// vector_math against the standard library and plain loops.
#include "base/vector_math.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "base/parallel.hpp"
#include "base/random.hpp"

namespace {

std::vector<float> normals(std::size_t n, std::uint64_t seed) {
  std::vector<float> values(n);
  hebb::RandomStream(seed, hebb::Purpose::kData).normal(n, values.data());
  return values;
}

double relative(double got, double wanted) {
  return std::abs(got - wanted) / std::max(std::abs(wanted), 1e-37);
}

struct Size {
  std::size_t rows, columns;
};
const std::vector<Size> kSizes{{1, 1}, {3, 2}, {17, 5}, {64, 32}, {1000, 33}, {2048, 40}};

}  // namespace

TEST_CASE("vector_exp is within 3e-7 of exp over its range, and exact at the ends") {
  std::vector<float> x;
  for (float v = -87.0F; v < 88.0F; v += 0.0137F) x.push_back(v);
  std::vector<float> y(x.size());
  hebb::vector_exp(x.size(), x.data(), y.data());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    worst = std::max(worst, relative(y[i], std::exp(static_cast<double>(x[i]))));
  }
  CHECK(worst < 3e-7);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const std::vector<float> ends{0.0F, -kInfinity, kInfinity, -100.0F, 100.0F, NAN};
  std::vector<float> out(ends.size());
  hebb::vector_exp(ends.size(), ends.data(), out.data());
  CHECK(out[0] == 1.0F);
  CHECK(out[1] == 0.0F);
  CHECK(out[2] == kInfinity);
  CHECK(out[3] == 0.0F);
  CHECK(out[4] == kInfinity);
  CHECK(std::isnan(out[5]));
}

TEST_CASE("vector_tanh is within 3e-7 of tanh") {
  std::vector<float> x;
  for (float v = -12.0F; v < 12.0F; v += 0.0037F) x.push_back(v);
  std::vector<float> y(x.size());
  hebb::vector_tanh(x.size(), x.data(), y.data());
  double worst = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    worst = std::max(worst, relative(y[i], std::tanh(static_cast<double>(x[i]))));
  }
  CHECK(worst < 3e-7);
}

TEST_CASE("softmax: columns sum to 1, equal the equation, and stand large numbers") {
  for (const Size& s : kSizes) {
    auto v = normals(s.rows * s.columns, 1);
    for (float& value : v) value *= 30;
    std::vector<float> p(v.size());
    hebb::softmax(s.rows, s.columns, 2.0F, v.data(), p.data());
    double worst = 0;
    for (std::size_t b = 0; b < s.columns; ++b) {
      const float* column = v.data() + b * s.rows;
      const double top = 2.0 * static_cast<double>(*std::max_element(column, column + s.rows));
      double sum = 0;
      for (std::size_t j = 0; j < s.rows; ++j) sum += std::exp(2.0 * column[j] - top);
      for (std::size_t j = 0; j < s.rows; ++j) {
        worst =
            std::max(worst, std::abs(p[j + b * s.rows] - std::exp(2.0 * column[j] - top) / sum));
      }
    }
    CAPTURE(s.rows, s.columns);
    CHECK(worst < 1e-5);
  }
}

TEST_CASE("column winners and ranks: the largest first, the lowest row on a tie") {
  const std::vector<float> v{1, 3, 3, 2, /**/ 0, 0, 0, 0, /**/ -5, -4, -4, -6};
  std::vector<std::int32_t> winners(3);
  hebb::column_winners(4, 3, v.data(), winners.data());
  CHECK(winners == std::vector<std::int32_t>{1, 0, 1});
  std::vector<std::int32_t> top(9);
  hebb::column_ranks(4, 3, 3, v.data(), top.data());
  CHECK(top == std::vector<std::int32_t>{1, 2, 3, 0, 1, 2, 1, 2, 0});
}

TEST_CASE("the k-th largest of a column, and a mask of the k largest, equal sorting") {
  for (const Size& s : kSizes) {
    std::vector<float> v = normals(s.rows * s.columns, 7);
    for (std::size_t i = 0; i < v.size(); i += 3) v[i] = std::max(v[i], 0.0F);  // ties at 0
    if (v.size() > 1) v[1] = -0.0F;
    for (const std::size_t k : {std::size_t{1}, (s.rows + 1) / 2, s.rows}) {
      CAPTURE(s.rows, s.columns, k);
      std::vector<float> kth(s.columns);
      std::vector<float> mask(v.size());
      std::vector<std::int32_t> top(k * s.columns);
      hebb::column_kth(s.rows, s.columns, k, v.data(), kth.data());
      hebb::mask_largest(s.rows, s.columns, k, v.data(), mask.data());
      hebb::column_ranks(s.rows, s.columns, k, v.data(), top.data());
      std::vector<float> wanted(v.size());
      for (std::size_t b = 0; b < s.columns; ++b) {
        for (std::size_t i = 0; i < k; ++i) {
          wanted[b * s.rows + static_cast<std::size_t>(top[b * k + i])] = 1.0F;
        }
        CHECK(kth[b] == v[b * s.rows + static_cast<std::size_t>(top[b * k + k - 1])]);
      }
      CHECK(mask == wanted);
    }
  }
  const float odd[] = {1, std::numeric_limits<float>::quiet_NaN(), -INFINITY, 2};
  float mask[4];
  hebb::mask_largest(4, 1, 3, odd, mask);
  CHECK(std::vector<float>(mask, mask + 4) == std::vector<float>{1, 0, 1, 1});
  hebb::mask_largest(4, 1, 0, odd, mask);
  CHECK(std::vector<float>(mask, mask + 4) == std::vector<float>(4, 0.0F));
}

TEST_CASE("row means, row dots and quadratic forms equal loops") {
  for (const Size& s : kSizes) {
    const auto a = normals(s.rows * s.columns, 2);
    const auto b = normals(s.rows * s.columns, 3);
    const auto x = normals(4 * s.columns, 4);
    std::vector<float> gram(s.columns * s.columns);
    for (std::size_t i = 0; i < s.columns; ++i) {
      for (std::size_t k = 0; k < s.columns; ++k) {
        for (std::size_t r = 0; r < 4; ++r) gram[i + k * s.columns] += x[r + 4 * i] * x[r + 4 * k];
      }
    }
    std::vector<float> means(s.rows), dots(s.rows), forms(s.rows);
    hebb::row_means(s.rows, s.columns, a.data(), means.data());
    hebb::row_dots(s.rows, s.columns, a.data(), b.data(), dots.data());
    hebb::quadratic_forms(s.rows, s.columns, a.data(), gram.data(), forms.data());
    CAPTURE(s.rows, s.columns);
    for (std::size_t j = 0; j < s.rows; j += 1 + s.rows / 50) {
      double mean = 0, dot = 0, form = 0;
      for (std::size_t k = 0; k < s.columns; ++k) {
        mean += static_cast<double>(a[j + k * s.rows]) / static_cast<double>(s.columns);
        dot += static_cast<double>(a[j + k * s.rows]) * static_cast<double>(b[j + k * s.rows]);
      }
      for (std::size_t r = 0; r < 4; ++r) {
        double sum = 0;
        for (std::size_t k = 0; k < s.columns; ++k) {
          sum += static_cast<double>(a[j + k * s.rows]) * static_cast<double>(x[r + 4 * k]);
        }
        form += sum * sum;
      }
      CHECK(means[j] == Approx(mean).margin(1e-5));
      CHECK(dots[j] == Approx(dot).margin(1e-4));
      CHECK(forms[j] == Approx(form).epsilon(1e-4).margin(1e-3));
    }
  }
}

TEST_CASE("the bits of all of these do not depend on the number of threads") {
  const auto v = normals(2048 * 40, 5);
  const auto run = [&](int threads) {
    hebb::set_threads(threads);
    std::vector<float> out(2 * v.size() + 2048);
    hebb::softmax(2048, 40, 1.0F, v.data(), out.data());
    hebb::vector_exp(v.size(), v.data(), out.data() + v.size());
    hebb::row_dots(2048, 40, v.data(), v.data(), out.data() + 2 * v.size());
    hebb::set_threads(0);
    return out;
  };
  const auto one = run(1);
  for (const int threads : {2, 3, 7}) CHECK(run(threads) == one);
}
