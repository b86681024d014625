// npy_source -- the user's own arrays: samples (n, ...) of uint8 or float32, labels (n,) of any
// integer type.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/error.hpp"
#include "data/npy.hpp"
#include "data/npy_header.hpp"
#include "data/samples.hpp"
#include "data/source.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMaxClasses = 65536;

[[noreturn]] void fail_source(const fs::path& path, const std::string& reason) {
  throw Error(ExitCode::kMissing, fmt::format("{}: {}", path.string(), reason));
}

// The values with each sample contiguous. C order is so already; a 2-D array in Fortran order is
// transposed.
template <class Scalar>
std::span<const Scalar> by_sample(const NpyArray& array, Samples& samples) {
  const std::size_t size = samples.count * samples.inputs;
  const auto* values = reinterpret_cast<const Scalar*>(array.bytes.data());
  samples.owner = array.owner;
  if (!array.fortran_order) return {values, size};
  const auto transposed = std::make_shared<std::vector<Scalar>>(size);
  for (std::size_t sample = 0; sample < samples.count; ++sample) {
    for (std::size_t input = 0; input < samples.inputs; ++input) {
      (*transposed)[sample * samples.inputs + input] = values[input * samples.count + sample];
    }
  }
  samples.owner = transposed;
  return *transposed;
}

void check_shape(const fs::path& path, const NpyArray& array) {
  const std::string shape = shape_text(array.shape);
  if (array.shape.size() < 2) {
    fail_source(path, fmt::format("shape {}, wanted (samples, inputs) or more dimensions", shape));
  }
  if (array.bytes.empty()) fail_source(path, fmt::format("shape {}, wanted no dimension of 0", shape));
  if (array.fortran_order && array.shape.size() > 2) {
    fail_source(path,
         fmt::format("shape {} in Fortran order, wanted C order (numpy.ascontiguousarray)", shape));
  }
}

void check_finite(const fs::path& path, const Samples& samples) {
  const auto& floats = samples.floats;
  const auto bad =
      std::find_if(floats.begin(), floats.end(), [](float value) { return !std::isfinite(value); });
  if (bad == floats.end()) return;
  const auto index = static_cast<std::size_t>(bad - floats.begin());
  fail_source(path, fmt::format("sample {}, input {} is {}, wanted a finite number",
                         index / samples.inputs, index % samples.inputs, *bad));
}

Samples to_samples(const fs::path& path, const NpyArray& array) {
  check_shape(path, array);
  Samples samples;
  samples.count = array.shape[0];
  samples.inputs = 1;
  for (std::size_t i = 1; i < array.shape.size(); ++i) samples.inputs *= array.shape[i];
  if (array.type == "|u1") {
    samples.bytes = by_sample<std::uint8_t>(array, samples);
  } else if (array.type == "<f4") {
    samples.floats = by_sample<float>(array, samples);
    check_finite(path, samples);
  } else {
    fail_source(path, fmt::format("type {}, wanted |u1 (uint8) or <f4 (float32)", array.type));
  }
  return samples;
}

// (n, h, w) is one channel; (n, c, h, w) is an image for 1 or 3 channels; all else is none.
ImageShape image_shape(const std::vector<std::size_t>& shape) {
  const auto size = [&](std::size_t i) { return static_cast<std::uint32_t>(shape[i]); };
  if (shape.size() == 3) return {1, size(1), size(2)};
  if (shape.size() == 4 && (shape[1] == 1 || shape[1] == 3)) return {size(1), size(2), size(3)};
  return {};
}

template <class Integer>
void append_labels(const fs::path& path, const NpyArray& array, std::vector<std::int32_t>& out) {
  const std::size_t count = array.bytes.size() / sizeof(Integer);
  for (std::size_t i = 0; i < count; ++i) {
    Integer value{};
    std::memcpy(&value, array.bytes.data() + i * sizeof(Integer), sizeof(Integer));
    if (std::cmp_less(value, 0) || std::cmp_greater_equal(value, kMaxClasses)) {
      fail_source(path, fmt::format("label {} is {}, wanted 0 to {}", i, +value, kMaxClasses - 1));
    }
    out.push_back(static_cast<std::int32_t>(value));
  }
}

std::vector<std::int32_t> read_labels(const fs::path& path, std::size_t count,
                                      const fs::path& samples_path) {
  const NpyArray array = read_npy(path);
  if (array.shape.size() != 1) {
    fail_source(path, fmt::format("shape {}, wanted ({},)", shape_text(array.shape), count));
  }
  if (array.shape[0] != count) {
    fail_source(path, fmt::format("{} labels, wanted {}, one for each sample of {}", array.shape[0], count,
                           samples_path.string()));
  }
  std::vector<std::int32_t> labels;
  labels.reserve(count);
  if (array.type == "|i1") append_labels<std::int8_t>(path, array, labels);
  if (array.type == "|u1") append_labels<std::uint8_t>(path, array, labels);
  if (array.type == "<i2") append_labels<std::int16_t>(path, array, labels);
  if (array.type == "<u2") append_labels<std::uint16_t>(path, array, labels);
  if (array.type == "<i4") append_labels<std::int32_t>(path, array, labels);
  if (array.type == "<u4") append_labels<std::uint32_t>(path, array, labels);
  if (array.type == "<i8") append_labels<std::int64_t>(path, array, labels);
  if (array.type == "<u8") append_labels<std::uint64_t>(path, array, labels);
  if (labels.size() != count) fail_source(path, fmt::format("type {}, wanted integers", array.type));
  return labels;
}

void check_request(const Request& request) {
  const auto wrong = [](const char* reason) {
    throw Error(ExitCode::kUsage, fmt::format("npy: {}", reason));
  };
  if (request.train_file.empty())
    wrong("no training file is given, wanted the path of a .npy file");
  if (request.test_file.empty()) {
    if (!request.test_labels_file.empty()) wrong("test labels without a test file, wanted both");
  } else if (request.train_labels_file.empty() != request.test_labels_file.empty()) {
    wrong("labels of only one of training and test set, wanted both or neither");
  }
}

// Bytes are scaled by 255 and floats are not, so that a mixture would compare unlike with unlike.
void check_agreement(const Request& request, const Samples& train, const Samples& test) {
  const std::string reference = request.train_file.string();
  if (test.inputs != train.inputs) {
    fail_source(request.test_file,
         fmt::format("{} inputs, wanted {} as in {}", test.inputs, train.inputs, reference));
  }
  if (test.bytes.empty() != train.bytes.empty()) {
    fail_source(request.test_file,
         fmt::format("type {}, wanted {} as in {}", test.bytes.empty() ? "<f4" : "|u1",
                     train.bytes.empty() ? "<f4" : "|u1", reference));
  }
}

Dataset load_npy(const Request& request) {
  check_request(request);
  Dataset dataset;
  std::vector<fs::path> files;
  const auto read_split = [&](const fs::path& path, const fs::path& labels_path, Samples& out) {
    const NpyArray array = read_npy(path);
    out = to_samples(path, array);
    files.push_back(path);
    if (labels_path.empty()) return array.shape;
    out.labels = read_labels(labels_path, out.count, path);
    files.push_back(labels_path);
    const auto largest = *std::max_element(out.labels.begin(), out.labels.end());
    dataset.classes = std::max(dataset.classes, static_cast<std::uint32_t>(largest) + 1);
    return array.shape;
  };
  dataset.image =
      image_shape(read_split(request.train_file, request.train_labels_file, dataset.train));
  if (!request.test_file.empty()) {
    read_split(request.test_file, request.test_labels_file, dataset.test);
    check_agreement(request, dataset.train, dataset.test);
  }
  dataset.files = provenance(files);
  return dataset;
}

}  // namespace

Source npy_source() {
  return {"npy", "your own numpy arrays: uint8 or float32 samples, integer labels", true, load_npy,
          nullptr};
}

}  // namespace hebb::data
