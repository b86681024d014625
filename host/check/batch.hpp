// batch -- the numbers that a plugin is given: a layer and a batch, the same in every process.
#pragma once

#include <cstdint>
#include <vector>

namespace hebb::check {

// The sizes of a layer and of the batches that it is given, one after another.
struct Shape {
  std::uint32_t inputs = 16;
  std::uint32_t units = 8;
  std::uint32_t batch = 5;  // the largest
  std::vector<std::uint32_t> batches{5, 5, 5};
};
inline constexpr std::uint32_t kClasses = 3;

// Everything that any plugin could be given of one batch. Where the layer's own activation would
// be, y = max(u, 0).
struct Batch {
  std::uint32_t size = 0;
  std::uint64_t index = 0;    // batches before
  std::uint64_t samples = 0;  // samples before
  bool last = false;
  std::vector<float> x, u, y, gram, norms, third, w, bias;
  std::vector<std::int32_t> labels;
  // Of the step that a metric sees.
  std::vector<float> c, step_norms, w0, input_mean, eigenvalues, eigenvectors, class_means;
  std::vector<std::int32_t> winners;
};

// Batch number `index` of the shape. `data` tells one set of numbers from another; with
// `blank_sample` the first sample is all zeros.
[[nodiscard]] Batch make_batch(const Shape& shape, std::size_t index, std::uint64_t data,
                               bool blank_sample);

// count standard normal numbers, a function of (data, purpose, index).
[[nodiscard]] std::vector<float> normals(std::size_t count, std::uint64_t data, const char* purpose,
                                         std::uint64_t index);

}  // namespace hebb::check
