// laplace_mix -- independent Laplacian sources, mixed: x = A s. What a rule of independent
// components finds. A = P diag(sigma) Q' with random orthonormal P and Q and singular values sigma
// that fall geometrically, their product 1 and their ratio `condition`: never far from what can be
// inverted.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "base/error.hpp"
#include "base/random.hpp"
#include "data/basis.hpp"
#include "data/source.hpp"
#include "data/synthetic.hpp"

namespace hebb::data {
namespace {

constexpr double kMaxCondition = 1e6;

void check_mix(const Request& request) {
  check_inputs("laplace_mix", request.inputs);
  if (!(request.condition >= 1 && request.condition <= kMaxCondition)) {
    throw Error(ExitCode::kUsage, fmt::format("laplace_mix: condition {}, wanted 1 to {}",
                                              request.condition, kMaxCondition));
  }
}

// A, n x n column-major: column k is what source k adds.
std::vector<double> mixing_matrix(const Request& request) {
  const std::size_t n = request.inputs;
  const auto basis = [&](const char* name) {
    return random_basis(n, RandomStream(request.seed, Purpose::kData, stream_id(name)));
  };
  const std::vector<double> left = basis("laplace_mix/left");
  const std::vector<double> right = basis("laplace_mix/right");
  std::vector<double> matrix(n * n);
  for (std::size_t l = 0; l < n; ++l) {
    const double place = n > 1 ? static_cast<double>(l) / static_cast<double>(n - 1) : 0.5;
    const double sigma = std::pow(request.condition, 0.5 - place);
    for (std::size_t k = 0; k < n; ++k) {
      const double factor = sigma * right[l * n + k];
      for (std::size_t i = 0; i < n; ++i) matrix[k * n + i] += left[l * n + i] * factor;
    }
  }
  return matrix;
}

// Laplacian with mean 0 and variance 1.
double next_laplace(RandomStream& stream) {
  const double size = -std::log(1 - stream.next_uniform()) / std::numbers::sqrt2;
  return stream.next_uniform() < 0.5 ? -size : size;
}

Dataset load_laplace_mix(const Request& request) {
  check_mix(request);
  check_counts(request, request.inputs * sizeof(float));
  const std::size_t n = request.inputs;
  const std::vector<double> matrix = mixing_matrix(request);
  Dataset dataset;
  make_float_splits(
      request, n,
      [&](const std::string& split, std::uint64_t index, float* x) {
        RandomStream stream(request.seed, Purpose::kData, stream_id(split), index);
        std::vector<double> sources(n);
        for (double& s : sources) s = next_laplace(stream);
        mix(matrix, sources, x);
        return -1;
      },
      dataset);
  dataset.features.assign(matrix.begin(), matrix.end());
  return dataset;
}

}  // namespace

Source laplace_mix_source() {
  return {"laplace_mix", "made: mixed Laplacian sources, no labels, mixing matrix known", false,
          load_laplace_mix, nullptr};
}

}  // namespace hebb::data
