// wrong_data_test -- data that are missing, damaged or of another shape: refused before any run.
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "data/npy.hpp"
#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

const std::string kMnist =
    "schema: 1\n"
    "data: mnist\n"
    "model: {units: 4}\n"
    "rule: softhebb\n"
    "train: {rate: 0.1}\n";

const std::string kArrays =
    "schema: 1\n"
    "data: {name: npy, train: x.npy, train_labels: y.npy}\n"
    "model: {units: 4}\n"
    "rule: softhebb\n"
    "train: {rate: 0.1, batch: 4}\n";

// An IDX file of unsigned bytes whose header says `shape`.
std::string idx(const std::vector<std::uint32_t>& shape, std::size_t payload, char fill) {
  std::string bytes{0, 0, 8, static_cast<char>(shape.size())};
  for (const std::uint32_t size : shape) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(size >> shift);
  }
  return bytes + std::string(payload, fill);
}

// Twelve training and four test images of 4 x 4.
void write_mnist(const Sandbox& sandbox) {
  sandbox.write("data/mnist/train-images-idx3-ubyte", idx({12, 4, 4}, 12 * 16, 7));
  sandbox.write("data/mnist/train-labels-idx1-ubyte", idx({12}, 12, 3));
  sandbox.write("data/mnist/t10k-images-idx3-ubyte", idx({4, 4, 4}, 4 * 16, 7));
  sandbox.write("data/mnist/t10k-labels-idx1-ubyte", idx({4}, 4, 3));
}

Result run_mnist(Sandbox& sandbox) {
  const auto experiment = sandbox.write("mnist.yaml", kMnist);
  return sandbox.hebb(
      {"run", experiment, "-o", sandbox.path("out"), "--data-dir", sandbox.path("data")});
}

void check_missing(const Sandbox& sandbox, const Result& result, const std::string& message) {
  CHECK(result.code == 3);
  CHECK(result.out.empty());
  CHECK(result.err == "hebb: " + message + "\n");
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

std::string mnist_file(const Sandbox& sandbox, const std::string& name) {
  return sandbox.path("data/mnist/" + name).string();
}

void write_arrays(const Sandbox& sandbox) {
  const std::vector<float> samples(12 * 5, 0.5F);
  hebb::data::write_npy(sandbox.path("x.npy"), 12, 5, samples.data());
  const std::vector<std::int64_t> labels(12, 1);
  hebb::data::write_npy(sandbox.path("y.npy"), labels);
}

Result run_arrays(Sandbox& sandbox) {
  return sandbox.hebb({"run", sandbox.write("arrays.yaml", kArrays), "-o", sandbox.path("out")});
}

}  // namespace

TEST_CASE("data: the whole files run, so that what follows fails for its own reason") {
  Sandbox sandbox;
  write_mnist(sandbox);
  const Result mnist = run_mnist(sandbox);
  INFO(mnist.err);
  CHECK(mnist.code == 0);
  write_arrays(sandbox);
  const Result arrays = run_arrays(sandbox);
  INFO(arrays.err);
  CHECK(arrays.code == 0);
  CHECK(sandbox.runs("out").size() == 2);
}

TEST_CASE("data: a truncated IDX file is named with what it has and what it should have") {
  Sandbox sandbox;
  write_mnist(sandbox);
  sandbox.write("data/mnist/train-images-idx3-ubyte", idx({12, 4, 4}, 100, 7));
  check_missing(sandbox, run_mnist(sandbox),
                mnist_file(sandbox, "train-images-idx3-ubyte") +
                    ": 100 bytes after the header, wanted 192 (12 x 4 x 4)");
}

TEST_CASE("data: a label file of another length is named with both lengths") {
  Sandbox sandbox;
  write_mnist(sandbox);
  sandbox.write("data/mnist/train-labels-idx1-ubyte", idx({11}, 11, 3));
  check_missing(sandbox, run_mnist(sandbox),
                mnist_file(sandbox, "train-labels-idx1-ubyte") +
                    ": 11 labels, wanted 12, one for each image of " +
                    mnist_file(sandbox, "train-images-idx3-ubyte"));
}

TEST_CASE("data: a file that is no IDX is told by its first bytes") {
  Sandbox sandbox;
  write_mnist(sandbox);
  sandbox.write("data/mnist/t10k-labels-idx1-ubyte", "hello, world");
  check_missing(sandbox, run_mnist(sandbox),
                mnist_file(sandbox, "t10k-labels-idx1-ubyte") +
                    ": starts with 68 65 6c 6c, wanted 00 00 08 01 (IDX, unsigned bytes, 1 "
                    "dimension)");
}

TEST_CASE("data: missing data say where they were looked for and how to name another place") {
  Sandbox sandbox;
  fs::create_directories(sandbox.path("data"));
  const Result result = run_mnist(sandbox);
  CHECK(result.code == 3);
  CHECK_THAT(result.err, Catch::StartsWith("hebb: mnist: not found under the data root " +
                                           sandbox.path("data").string() + "; wanted "));
  CHECK_THAT(result.err, Catch::Contains("train-images-idx3-ubyte"));
  CHECK_THAT(result.err, Catch::Contains("give another root with --data-dir DIR, the key data.root "
                                         "or HEBB_DATA_DIR"));
  CHECK_FALSE(fs::exists(sandbox.path("out")));
}

TEST_CASE("data: HEBB_DATA_DIR serves as the data root, and --data-dir goes before it") {
  Sandbox sandbox;
  write_mnist(sandbox);
  fs::create_directories(sandbox.path("empty"));
  const auto experiment = sandbox.write("mnist.yaml", kMnist);
  const auto check = [&](const Arguments& options, const std::string& root) {
    Arguments arguments{"check", experiment};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return sandbox.hebb(arguments, {{"HEBB_DATA_DIR", sandbox.path(root)}}).code;
  };
  CHECK(check({}, "data") == 0);
  CHECK(check({}, "empty") == 3);
  CHECK(check({"--data-dir", sandbox.path("empty")}, "data") == 3);
  CHECK(check({"--data-dir", sandbox.path("data")}, "empty") == 0);
}

TEST_CASE("data: an array that is not there or has a wrong type is named") {
  Sandbox sandbox;
  check_missing(sandbox, run_arrays(sandbox),
                sandbox.path("x.npy").string() + ": does not exist, wanted a .npy file");
  write_arrays(sandbox);
  const std::vector<double> vector(12, 0.5);
  hebb::data::write_npy(sandbox.path("y.npy"), vector);
  check_missing(sandbox, run_arrays(sandbox),
                sandbox.path("y.npy").string() + ": type <f8, wanted integers");
  hebb::data::write_npy(sandbox.path("x.npy"), vector);
  check_missing(sandbox, run_arrays(sandbox),
                sandbox.path("x.npy").string() +
                    ": shape (12,), wanted (samples, inputs) or more dimensions");
}

TEST_CASE("data: samples of float64 are refused, with the types that serve") {
  Sandbox sandbox;
  write_arrays(sandbox);
  std::string bytes = contents(sandbox.path("x.npy"));
  const std::size_t at = bytes.find("<f4");
  REQUIRE(at != std::string::npos);
  bytes.replace(at, 3, "<f8");
  bytes.resize(bytes.size() + std::size_t{12} * 5 * 4, '\0');
  sandbox.write("x.npy", bytes);
  check_missing(sandbox, run_arrays(sandbox),
                sandbox.path("x.npy").string() + ": type <f8, wanted |u1 (uint8) or <f4 (float32)");
}

TEST_CASE("data: labels of another number than the samples are refused") {
  Sandbox sandbox;
  write_arrays(sandbox);
  const std::vector<std::int64_t> labels(13, 1);
  hebb::data::write_npy(sandbox.path("y.npy"), labels);
  check_missing(sandbox, run_arrays(sandbox),
                sandbox.path("y.npy").string() + ": 13 labels, wanted 12, one for each sample of " +
                    sandbox.path("x.npy").string());
}

TEST_CASE("data: a sample that is no number is named by its place") {
  Sandbox sandbox;
  write_arrays(sandbox);
  std::vector<float> samples(12 * 5, 0.5F);
  samples[2 * 12 + 3] = std::numeric_limits<float>::quiet_NaN();  // column-major
  hebb::data::write_npy(sandbox.path("x.npy"), 12, 5, samples.data());
  check_missing(
      sandbox, run_arrays(sandbox),
      sandbox.path("x.npy").string() + ": sample 3, input 2 is nan, wanted a finite number");
}
