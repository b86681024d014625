// npy_source_test -- the user's own arrays as a data set.
#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "base/digest.hpp"
#include "data/npy_header.hpp"
#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::Bytes;
using testing::Folder;
using testing::load_error;

using Shape = std::vector<std::size_t>;

template <class Scalar>
std::filesystem::path write(const Folder& folder, const std::string& name, const std::string& type,
                            const Shape& shape, const std::vector<Scalar>& values,
                            bool fortran_order = false) {
  const std::string preamble = npy_preamble({type, fortran_order, shape});
  Bytes bytes(preamble.begin(), preamble.end());
  const auto* data = reinterpret_cast<const std::uint8_t*>(values.data());
  bytes.insert(bytes.end(), data, data + values.size() * sizeof(Scalar));
  return folder.write(name, bytes);
}

Bytes pixels(std::size_t count) {
  Bytes bytes(count);
  for (std::size_t i = 0; i < count; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

Request request_of(const std::filesystem::path& train) {
  Request request;
  request.name = "npy";
  request.train_file = train;
  return request;
}

Dataset images(const Folder& folder, const Shape& shape) {
  std::size_t size = 1;
  for (const std::size_t dimension : shape) size *= dimension;
  return load(request_of(write(folder, "x.npy", "|u1", shape, pixels(size))));
}

TEST_CASE("npy source: bytes and labels of every integer type are read") {
  const Folder folder;
  Request request = request_of(write(folder, "x.npy", "|u1", {3, 2}, pixels(6)));
  const auto check = [&](const std::filesystem::path& labels) {
    request.train_labels_file = labels;
    const Dataset dataset = load(request);
    CHECK(dataset.classes == 5);
    CHECK(dataset.train.labels == std::vector<std::int32_t>{4, 0, 1});
    CHECK(dataset.train.count == 3);
    CHECK(dataset.train.inputs == 2);
    CHECK(Bytes(dataset.train.bytes.begin(), dataset.train.bytes.end()) == pixels(6));
    CHECK(dataset.test.count == 0);
    CHECK(dataset.image.channels == 0);
  };
  check(write<std::int8_t>(folder, "y.npy", "|i1", {3}, {4, 0, 1}));
  check(write<std::uint8_t>(folder, "y.npy", "|u1", {3}, {4, 0, 1}));
  check(write<std::int16_t>(folder, "y.npy", "<i2", {3}, {4, 0, 1}));
  check(write<std::uint16_t>(folder, "y.npy", "<u2", {3}, {4, 0, 1}));
  check(write<std::int32_t>(folder, "y.npy", "<i4", {3}, {4, 0, 1}));
  check(write<std::uint32_t>(folder, "y.npy", "<u4", {3}, {4, 0, 1}));
  check(write<std::int64_t>(folder, "y.npy", "<i8", {3}, {4, 0, 1}));
  check(write<std::uint64_t>(folder, "y.npy", "<u8", {3}, {4, 0, 1}));
}

TEST_CASE("npy source: floats in Fortran order are the same samples as in C order") {
  const Folder folder;
  const std::vector<float> by_sample = {1, 2, 3, 4, 5, 6};
  const std::vector<float> by_input = {1, 4, 2, 5, 3, 6};
  for (const auto& file : {write(folder, "c.npy", "<f4", {2, 3}, by_sample),
                           write(folder, "f.npy", "<f4", {2, 3}, by_input, true)}) {
    const Dataset dataset = load(request_of(file));
    CHECK(dataset.train.count == 2);
    CHECK(dataset.train.inputs == 3);
    CHECK(dataset.train.bytes.empty());
    CHECK(std::vector<float>(dataset.train.floats.begin(), dataset.train.floats.end()) ==
          by_sample);
    CHECK(dataset.classes == 0);
    CHECK(dataset.train.labels.empty());
  }
}

TEST_CASE("npy source: three dimensions, or four with 1 or 3 channels, are images") {
  const Folder folder;
  const auto shape_of = [&](const Shape& shape) {
    const ImageShape image = images(folder, shape).image;
    return Shape{image.channels, image.height, image.width};
  };
  CHECK(shape_of({2, 784}) == Shape{0, 0, 0});
  CHECK(shape_of({2, 3, 4}) == Shape{1, 3, 4});
  CHECK(shape_of({2, 1, 3, 4}) == Shape{1, 3, 4});
  CHECK(shape_of({2, 3, 4, 5}) == Shape{3, 4, 5});
  CHECK(shape_of({2, 2, 4, 5}) == Shape{0, 0, 0});
  CHECK(images(folder, {2, 2, 4, 5}).train.inputs == 40);
}

TEST_CASE("npy source: classes are counted over training and test labels") {
  const Folder folder;
  Request request = request_of(write(folder, "x.npy", "|u1", {3, 2}, pixels(6)));
  request.train_labels_file = write<std::uint8_t>(folder, "y.npy", "|u1", {3}, {0, 1, 0});
  request.test_file = write(folder, "xt.npy", "|u1", {1, 2}, pixels(2));
  request.test_labels_file = write<std::uint16_t>(folder, "yt.npy", "<u2", {1}, {65535});
  const Dataset dataset = load(request);
  CHECK(dataset.classes == 65536);
  CHECK(dataset.test.count == 1);
  CHECK(dataset.test.labels == std::vector<std::int32_t>{65535});
  REQUIRE(dataset.files.size() == 4);
  for (const SourceFile& file : dataset.files) CHECK(file.sha256 == sha256_of_file(file.path));
}

TEST_CASE("npy source: a float that is not finite is an error that names sample and input") {
  const Folder folder;
  const float inf = std::numeric_limits<float>::infinity();
  const auto file = write<float>(folder, "x.npy", "<f4", {2, 3}, {0, 0, 0, 0, inf, 0});
  CHECK(load_error(request_of(file)) ==
        file.string() + ": sample 1, input 1 is inf, wanted a finite number");
  const auto other = write<float>(folder, "x.npy", "<f4", {2, 3}, {0, 0, NAN, 0, 0, 0}, true);
  CHECK(load_error(request_of(other)) ==
        other.string() + ": sample 0, input 1 is nan, wanted a finite number");
}

TEST_CASE("npy source: arrays of another shape or type are errors") {
  const Folder folder;
  const auto refusal = [&](const std::string& type, const Shape& shape, std::size_t bytes,
                           bool fortran_order = false) {
    const auto file = write(folder, "x.npy", type, shape, pixels(bytes), fortran_order);
    return load_error(request_of(file)).substr(file.string().size() + 2);
  };
  CHECK(refusal("|u1", {4}, 4) == "shape (4,), wanted (samples, inputs) or more dimensions");
  CHECK(refusal("|u1", {}, 1) == "shape (), wanted (samples, inputs) or more dimensions");
  CHECK(refusal("|u1", {0, 4}, 0) == "shape (0, 4), wanted no dimension of 0");
  CHECK(refusal("|u1", {4, 0}, 0) == "shape (4, 0), wanted no dimension of 0");
  CHECK(refusal("<f8", {1, 2}, 16) == "type <f8, wanted |u1 (uint8) or <f4 (float32)");
  CHECK(refusal("|u1", {2, 2, 2}, 8, true) ==
        "shape (2, 2, 2) in Fortran order, wanted C order (numpy.ascontiguousarray)");
}

TEST_CASE("npy source: labels that do not fit are errors") {
  const Folder folder;
  Request request = request_of(write(folder, "x.npy", "|u1", {2, 2}, pixels(4)));
  const auto refusal = [&](const std::filesystem::path& labels) {
    request.train_labels_file = labels;
    return load_error(request).substr(labels.string().size() + 2);
  };
  CHECK(refusal(write<std::int8_t>(folder, "y.npy", "|i1", {2}, {0, -1})) ==
        "label 1 is -1, wanted 0 to 65535");
  CHECK(refusal(write<std::uint64_t>(folder, "y.npy", "<u8", {2}, {UINT64_MAX, 0})) ==
        "label 0 is 18446744073709551615, wanted 0 to 65535");
  CHECK(refusal(write<std::int32_t>(folder, "y.npy", "<i4", {2}, {65536, 0})) ==
        "label 0 is 65536, wanted 0 to 65535");
  CHECK(refusal(write<float>(folder, "y.npy", "<f4", {2}, {0, 1})) == "type <f4, wanted integers");
  CHECK(refusal(write<std::int32_t>(folder, "y.npy", "<i4", {3}, {0, 1, 2})) ==
        "3 labels, wanted 2, one for each sample of " + request.train_file.string());
  CHECK(refusal(write<std::int32_t>(folder, "y.npy", "<i4", {2, 1}, {0, 1})) ==
        "shape (2, 1), wanted (2,)");
}

TEST_CASE("npy source: training and test arrays must agree") {
  const Folder folder;
  Request request = request_of(write(folder, "x.npy", "|u1", {2, 2}, pixels(4)));
  const std::string train = request.train_file.string();
  request.test_file = write(folder, "xt.npy", "|u1", {2, 3}, pixels(6));
  const std::string test = request.test_file.string();
  CHECK(load_error(request) == test + ": 3 inputs, wanted 2 as in " + train);
  write<float>(folder, "xt.npy", "<f4", {1, 2}, {0, 1});
  CHECK(load_error(request) == test + ": type <f4, wanted |u1 as in " + train);
}

TEST_CASE("npy source: requests that make no sense are usage errors") {
  const Folder folder;
  const auto usage = [](const Request& request) { return load_error(request, ExitCode::kUsage); };
  Request request = request_of({});
  CHECK(usage(request) == "npy: no training file is given, wanted the path of a .npy file");
  request = request_of("x.npy");
  request.test_labels_file = "yt.npy";
  CHECK(usage(request) == "npy: test labels without a test file, wanted both");
  request.test_file = "xt.npy";
  CHECK(usage(request) ==
        "npy: labels of only one of training and test set, wanted both or neither");
  request = request_of(write(folder, "x.npy", "|u1", {2, 2}, pixels(4)));
  request.test_count = 1;
  CHECK(load_error(request) == "npy: test set has 0 samples, wanted the first 1");
}

}  // namespace
}  // namespace hebb::data
