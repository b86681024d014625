#include "train/moments.hpp"

#include <algorithm>
#include <armadillo>
#include <numeric>

#include "base/blas.hpp"
#include "base/error.hpp"

namespace hebb::train {
namespace {

constexpr std::size_t kSamplesPerBlock = 512;

AlignedVector<float> to_floats(const arma::mat& values) {
  AlignedVector<float> out(values.n_elem);
  std::transform(values.begin(), values.end(), out.begin(),
                 [](double v) { return static_cast<float>(v); });
  return out;
}

struct Sums {
  arma::vec total;       // inputs
  arma::mat by_class;    // inputs x classes
  arma::vec class_size;  // classes
  arma::mat second;      // inputs x inputs

  void add(const arma::mat& x, const std::int32_t* labels) {
    total += arma::sum(x, 1);
    if (!second.is_empty()) second += x * x.t();
    if (by_class.is_empty()) return;
    for (arma::uword b = 0; b < x.n_cols; ++b) {
      const auto label = static_cast<arma::uword>(labels[b]);
      by_class.col(label) += x.col(b);
      class_size(label) += 1;
    }
  }
};

void find_eigenpairs(const arma::mat& second, Moments& result) {
  arma::vec values;
  arma::mat vectors;
  if (!arma::eig_sym(values, vectors, second)) {
    throw Error(ExitCode::kRunFailed, "moments: the second moment's eigenpairs did not converge");
  }
  result.eigenvalues = to_floats(arma::reverse(values));
  result.eigenvectors = to_floats(arma::fliplr(vectors));
}

}  // namespace

Moments moments(const data::Dataset& dataset, const LayerInput& input, bool want_class_means,
                bool want_eigenpairs) {
  reserve_blas();
  const data::Samples& samples = dataset.train;
  const arma::uword inputs = samples.inputs;
  Sums sums{arma::vec(inputs, arma::fill::zeros), {}, {}, {}};
  if (want_class_means) {
    sums.by_class.zeros(inputs, dataset.classes);
    sums.class_size.zeros(dataset.classes);
  }
  if (want_eigenpairs) sums.second.zeros(inputs, inputs);

  std::vector<std::uint32_t> indices(kSamplesPerBlock);
  arma::fmat block;
  for (std::size_t first = 0; first < samples.count; first += kSamplesPerBlock) {
    indices.resize(std::min(kSamplesPerBlock, samples.count - first));
    std::iota(indices.begin(), indices.end(), static_cast<std::uint32_t>(first));
    block.set_size(inputs, indices.size());
    input.load(samples, indices, block.memptr());
    sums.add(arma::conv_to<arma::mat>::from(block),
             want_class_means ? samples.labels.data() + first : nullptr);
  }
  const auto count = static_cast<double>(samples.count);
  Moments result;
  result.mean = to_floats(sums.total / count);
  if (want_class_means) {
    sums.class_size.clamp(1, arma::datum::inf);
    result.class_means = to_floats(sums.by_class.each_row() / sums.class_size.t());
  }
  if (want_eigenpairs) find_eigenpairs(sums.second / count, result);
  return result;
}

}  // namespace hebb::train
