#include "check/batch.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "base/random.hpp"

namespace hebb::check {
namespace {

double dot(const float* a, const float* b, std::size_t count) {
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  }
  return sum;
}

// out(i, j) = column i of a times column j of b; both have `rows` rows.
std::vector<float> products(const std::vector<float>& a, const std::vector<float>& b,
                            std::size_t rows) {
  std::vector<float> out;
  for (std::size_t j = 0; j < b.size() / rows; ++j) {
    for (std::size_t i = 0; i < a.size() / rows; ++i) {
      out.push_back(static_cast<float>(dot(a.data() + i * rows, b.data() + j * rows, rows)));
    }
  }
  return out;
}

// Lengths of columns.
std::vector<float> lengths(const std::vector<float>& m, std::size_t rows) {
  std::vector<float> out;
  for (std::size_t j = 0; j < m.size() / rows; ++j) {
    const float* column = m.data() + j * rows;
    out.push_back(static_cast<float>(std::sqrt(dot(column, column, rows))));
  }
  return out;
}

std::int32_t largest(const float* begin, std::size_t count) {
  return static_cast<std::int32_t>(std::max_element(begin, begin + count) - begin);
}

// The part that only metrics see: a step of c = max(u - 1/2, 0), and facts of the training set.
void add_observations(const Shape& shape, std::uint64_t data, Batch& batch) {
  const std::size_t units = shape.units;
  batch.c.resize(batch.u.size());
  std::transform(batch.u.begin(), batch.u.end(), batch.c.begin(),
                 [](float u) { return std::max(u - 0.5F, 0.0F); });
  for (std::size_t b = 0; b < batch.size; ++b) {
    const float* c = batch.c.data() + b * units;
    const bool silent = std::all_of(c, c + units, [](float v) { return v == 0.0F; });
    batch.winners.push_back(largest(silent ? batch.u.data() + b * units : c, units));
  }
  for (const float v : normals(units, data, "step norms", batch.index)) {
    batch.step_norms.push_back(std::abs(v));
  }
  batch.w0 = normals(batch.w.size(), data, "w0", 0);
  batch.input_mean = normals(shape.inputs, data, "mean", 0);
  batch.class_means = normals(std::size_t{shape.inputs} * kClasses, data, "classes", 0);
  batch.eigenvectors.assign(std::size_t{shape.inputs} * shape.inputs, 0.0F);
  for (std::size_t i = 0; i < shape.inputs; ++i) {
    batch.eigenvalues.push_back(1.0F / static_cast<float>(i + 1));
    batch.eigenvectors[i * (shape.inputs + 1)] = 1.0F;
  }
}

// Softmax of random logits less the label.
std::vector<float> third_factor(const Batch& batch, std::uint64_t data) {
  std::vector<float> third =
      normals(std::size_t{kClasses} * batch.size, data, "third", batch.index);
  for (std::size_t b = 0; b < batch.size; ++b) {
    float* column = third.data() + b * kClasses;
    std::for_each(column, column + kClasses, [](float& v) { v = std::exp(v); });
    const float sum = std::accumulate(column, column + kClasses, 0.0F);
    std::for_each(column, column + kClasses, [sum](float& v) { v /= sum; });
    column[batch.labels[b]] -= 1.0F;
  }
  return third;
}

}  // namespace

std::vector<float> normals(std::size_t count, std::uint64_t data, const char* purpose,
                           std::uint64_t index) {
  std::vector<float> values(count);
  RandomStream(data, Purpose::kData, stream_id(purpose), index).normal(count, values.data());
  return values;
}

Batch make_batch(const Shape& shape, std::size_t index, std::uint64_t data, bool blank_sample) {
  Batch batch;
  batch.size = shape.batches[index];
  batch.index = index;
  batch.samples =
      std::accumulate(shape.batches.begin(),
                      shape.batches.begin() + static_cast<std::ptrdiff_t>(index), std::uint64_t{0});
  batch.last = index + 1 == shape.batches.size();
  const std::size_t inputs = shape.inputs;
  batch.x = normals(inputs * batch.size, data, "x", index);
  if (blank_sample) std::fill_n(batch.x.begin(), inputs, 0.0F);
  batch.w = normals(inputs * shape.units, data, "w", 0);
  const float scale = 1.0F / std::sqrt(static_cast<float>(inputs));
  std::for_each(batch.w.begin(), batch.w.end(), [scale](float& v) { v *= scale; });
  batch.u = products(batch.w, batch.x, inputs);
  batch.y.resize(batch.u.size());
  std::transform(batch.u.begin(), batch.u.end(), batch.y.begin(),
                 [](float u) { return std::max(u, 0.0F); });
  batch.gram = products(batch.x, batch.x, inputs);
  batch.norms = lengths(batch.w, inputs);
  batch.bias.assign(shape.units, 0.0F);
  for (std::uint32_t b = 0; b < batch.size; ++b) {
    batch.labels.push_back(static_cast<std::int32_t>((batch.samples + b) % kClasses));
  }
  batch.third = third_factor(batch, data);
  add_observations(shape, data, batch);
  return batch;
}

}  // namespace hebb::check
