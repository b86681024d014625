// gaussian -- normal samples of mean 0 with a given covariance: its eigenvalues are `spectrum`, its
// eigenvectors the axes or a random orthonormal basis. What a rule of principal components finds.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/random.hpp"
#include "data/basis.hpp"
#include "data/source.hpp"
#include "data/synthetic.hpp"

namespace hebb::data {
namespace {

void check_gaussian(const Request& request) {
  check_inputs("gaussian", request.inputs);
  const std::size_t given = request.spectrum.size();
  if (given < 1 || given > request.inputs) {
    throw Error(ExitCode::kUsage, fmt::format("gaussian: a spectrum of {} numbers, wanted 1 to {}",
                                              given, request.inputs));
  }
  for (const double value : request.spectrum) {
    if (value >= 0 && std::isfinite(value)) continue;
    throw Error(ExitCode::kUsage,
                fmt::format("gaussian: {} in the spectrum, wanted at least 0", value));
  }
  if (!(request.ratio >= 0 && request.ratio <= 1)) {
    throw Error(ExitCode::kUsage, fmt::format("gaussian: ratio {}, wanted 0 to 1", request.ratio));
  }
}

std::vector<double> whole_spectrum(const Request& request) {
  std::vector<double> spectrum = request.spectrum;
  while (spectrum.size() < request.inputs) spectrum.push_back(spectrum.back() * request.ratio);
  return spectrum;
}

std::vector<double> unit_matrix(std::size_t n) {
  std::vector<double> matrix(n * n);
  for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] = 1;
  return matrix;
}

Dataset load_gaussian(const Request& request) {
  check_gaussian(request);
  check_counts(request, request.inputs * sizeof(float));
  const std::size_t n = request.inputs;
  const std::vector<double> basis =
      request.axes ? unit_matrix(n)
                   : random_basis(n, RandomStream(request.seed, Purpose::kData,
                                                  stream_id("gaussian/basis")));
  std::vector<double> deviations = whole_spectrum(request);
  for (double& value : deviations) value = std::sqrt(value);
  Dataset dataset;
  make_float_splits(
      request, n,
      [&](const std::string& split, std::uint64_t index, float* x) {
        RandomStream stream(request.seed, Purpose::kData, stream_id(split), index);
        std::vector<double> z(n);
        for (std::size_t k = 0; k < n; ++k) z[k] = deviations[k] * stream.next_normal();
        mix(basis, z, x);
        return -1;
      },
      dataset);
  dataset.features.assign(basis.begin(), basis.end());
  return dataset;
}

}  // namespace

Source gaussian_source() {
  return {"gaussian", "made: normal samples with a given spectrum, no labels, eigenvectors known",
          false, load_gaussian, nullptr};
}

}  // namespace hebb::data
