#include "data/basis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"

namespace hebb::data {

std::vector<double> random_basis(std::size_t n, RandomStream stream) {
  std::vector<double> basis(n * n);
  for (std::size_t k = 0; k < n; ++k) {
    double* const column = basis.data() + k * n;
    std::generate(column, column + n, [&stream] { return stream.next_normal(); });
    for (int pass = 0; pass < 2; ++pass) {  // the second removes what rounding left of the first
      for (std::size_t l = 0; l < k; ++l) {
        const double* const other = basis.data() + l * n;
        const double along = std::inner_product(column, column + n, other, 0.0);
        for (std::size_t i = 0; i < n; ++i) column[i] -= along * other[i];
      }
      const double length = std::sqrt(std::inner_product(column, column + n, column, 0.0));
      for (std::size_t i = 0; i < n; ++i) column[i] /= length;
    }
  }
  return basis;
}

void mix(const std::vector<double>& matrix, const std::vector<double>& z, float* x) {
  const std::size_t n = z.size();
  std::vector<double> sum(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double* const column = matrix.data() + k * n;
    for (std::size_t i = 0; i < n; ++i) sum[i] += z[k] * column[i];
  }
  std::transform(sum.begin(), sum.end(), x, [](double v) { return static_cast<float>(v); });
}

void check_inputs(const char* source, std::size_t inputs) {
  if (inputs >= 1 && inputs <= kMaxMadeInputs) return;
  throw Error(ExitCode::kUsage,
              fmt::format("{}: {} inputs, wanted 1 to {}", source, inputs, kMaxMadeInputs));
}

}  // namespace hebb::data
