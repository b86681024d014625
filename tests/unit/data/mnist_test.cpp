// mnist_test -- MNIST's four files: layouts, agreement, messages.
#include "base/digest.hpp"
#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::Bytes;
using testing::Folder;
using testing::idx_file;
using testing::load_error;

const std::string kWanted =
    "wanted train-images-idx3-ubyte or train-images.idx3-ubyte, train-labels-idx1-ubyte or "
    "train-labels.idx1-ubyte, t10k-images-idx3-ubyte or t10k-images.idx3-ubyte, "
    "t10k-labels-idx1-ubyte or t10k-labels.idx1-ubyte (each plain or .gz) in mnist/ or MNIST/raw/ "
    "or the root itself; give another root with --data-dir DIR, the key data.root or "
    "HEBB_DATA_DIR, "
    "or fetch them: hebb data fetch mnist";

struct Files {
  Bytes train_images = idx_file({3, 2, 1}, {10, 11, 20, 21, 30, 31});
  Bytes train_labels = idx_file({3}, {7, 0, 9});
  Bytes test_images = idx_file({2, 2, 1}, {40, 41, 50, 51});
  Bytes test_labels = idx_file({2}, {1, 2});
};

// `join` is what stands before the idx of the names: '-' or '.'.
Request write(const Folder& folder, const Files& files, const std::string& where = "mnist/",
              const std::string& join = "-", const std::string& suffix = "") {
  folder.write(where + "train-images" + join + "idx3-ubyte" + suffix, files.train_images);
  folder.write(where + "train-labels" + join + "idx1-ubyte" + suffix, files.train_labels);
  folder.write(where + "t10k-images" + join + "idx3-ubyte" + suffix, files.test_images);
  folder.write(where + "t10k-labels" + join + "idx1-ubyte" + suffix, files.test_labels);
  Request request;
  request.name = "mnist";
  request.root = folder.path();
  return request;
}

TEST_CASE("fashion-mnist: lies in a folder of its own, or in torchvision's, never where MNIST is") {
  for (const char* where : {"fashion-mnist/", "FashionMNIST/raw/"}) {
    const Folder folder;
    Request request = write(folder, {}, where);
    CHECK(present_files("fashion-mnist", folder.path()).size() == 4);
    CHECK(present_files("mnist", folder.path()).empty());
    request.name = "fashion-mnist";
    CHECK(load(request).train.count == 3);
  }
  const Folder folder;
  (void)write(folder, {}, "");
  CHECK(present_files("fashion-mnist", folder.path()).empty());
  CHECK(present_files("mnist", folder.path()).size() == 4);
}

TEST_CASE("mnist: every layout and spelling gives the same data") {
  for (const std::string where : {"mnist/", "MNIST/raw/", ""}) {
    for (const std::string join : {"-", "."}) {
      for (const std::string suffix : {"", ".gz"}) {
        const Folder folder;
        const Dataset dataset = load(write(folder, {}, where, join, suffix));
        CHECK(dataset.name == "mnist");
        CHECK(dataset.classes == 10);
        CHECK(dataset.image.channels == 1);
        CHECK(dataset.image.height == 2);
        CHECK(dataset.image.width == 1);
        CHECK(dataset.train.count == 3);
        CHECK(dataset.train.inputs == 2);
        CHECK(Bytes(dataset.train.bytes.begin(), dataset.train.bytes.end()) ==
              Bytes{10, 11, 20, 21, 30, 31});
        CHECK(dataset.train.floats.empty());
        CHECK(dataset.train.labels == std::vector<std::int32_t>{7, 0, 9});
        CHECK(dataset.test.count == 2);
        CHECK(dataset.test.labels == std::vector<std::int32_t>{1, 2});
        CHECK(present_files("mnist", folder.path()).size() == 4);
      }
    }
  }
}

TEST_CASE("mnist: the provenance has the hash of each file as it is on disk") {
  const Folder folder;
  const Dataset dataset = load(write(folder, {}, "mnist/", "-", ".gz"));
  REQUIRE(dataset.files.size() == 4);
  CHECK(dataset.files[0].path == folder.path() / "mnist" / "train-images-idx3-ubyte.gz");
  for (const SourceFile& file : dataset.files) {
    CHECK(file.sha256 == sha256_of_file(file.path));
  }
}

TEST_CASE("mnist: counts take the first samples") {
  const Folder folder;
  Request request = write(folder, {});
  request.train_count = 2;
  request.test_count = 0;
  const Dataset dataset = load(request);
  CHECK(dataset.train.count == 2);
  CHECK(dataset.train.bytes.size() == 4);
  CHECK(dataset.train.labels == std::vector<std::int32_t>{7, 0});
  CHECK(dataset.test.count == 0);
  CHECK(dataset.test.bytes.empty());
  CHECK(dataset.test.labels.empty());
}

TEST_CASE("mnist: a count beyond the data is an error that says how many there are") {
  const Folder folder;
  Request request = write(folder, {});
  request.train_count = 4;
  CHECK(load_error(request) == "mnist: training set has 3 samples, wanted the first 4");
  request.train_count = 3;
  request.test_count = 3;
  CHECK(load_error(request) == "mnist: test set has 2 samples, wanted the first 3");
  request.train_count = 0;
  CHECK(load_error(request, ExitCode::kUsage) == "mnist: 0 training samples, wanted at least 1");
}

TEST_CASE("mnist: a label file of another length is an error") {
  const Folder folder;
  Files files;
  files.test_labels = idx_file({3}, {1, 2, 3});
  const std::string mnist = (folder.path() / "mnist").string();
  CHECK(load_error(write(folder, files)) ==
        mnist + "/t10k-labels-idx1-ubyte: 3 labels, wanted 2, one for each image of " + mnist +
            "/t10k-images-idx3-ubyte");
}

TEST_CASE("mnist: a label above 9 is an error that says where") {
  const Folder folder;
  Files files;
  files.train_labels = idx_file({3}, {1, 10, 2});
  CHECK(load_error(write(folder, files)) ==
        (folder.path() / "mnist" / "train-labels-idx1-ubyte").string() +
            ": label 1 is 10, wanted 0 to 9");
}

TEST_CASE("mnist: test images of another shape are an error") {
  const Folder folder;
  Files files;
  files.test_images = idx_file({2, 1, 2}, {1, 2, 3, 4});
  const std::string mnist = (folder.path() / "mnist").string();
  CHECK(load_error(write(folder, files)) ==
        mnist + "/t10k-images-idx3-ubyte: images of 1 x 2, wanted 2 x 1 as in " + mnist +
            "/train-images-idx3-ubyte");
}

TEST_CASE("mnist: missing data name the root, the layouts and the ways out") {
  const Folder folder;
  Request request;
  request.name = "mnist";
  request.root = folder.path();
  CHECK(load_error(request) ==
        "mnist: not found under the data root " + folder.path().string() + "; " + kWanted);
  request.root = folder.path() / "nowhere";
  CHECK(load_error(request) ==
        "mnist: data root " + request.root.string() + " is no folder; " + kWanted);
  request.root = "";
  CHECK(load_error(request) == "mnist: no data root is given and HOME is not set; " + kWanted);
  CHECK(present_files("mnist", folder.path()).empty());
}

TEST_CASE("mnist: an incomplete folder is an error that names what it lacks") {
  const Folder folder;
  const Request request = write(folder, {}, "MNIST/raw/");
  const auto raw = folder.path() / "MNIST/raw";
  std::filesystem::remove(raw / "t10k-labels-idx1-ubyte");
  CHECK(load_error(request) ==
        "mnist: " + raw.string() + " has no t10k-labels-idx1-ubyte; " + kWanted);
  CHECK(present_files("mnist", folder.path()).empty());
}

TEST_CASE("mnist: the real files have their 60000 and 10000 images") {
  const auto root = testing::real_data("mnist");
  if (!root) return;
  Request request;
  request.name = "mnist";
  request.root = *root;
  const Dataset dataset = load(request);
  CHECK(dataset.train.count == 60000);
  CHECK(dataset.test.count == 10000);
  CHECK(dataset.train.inputs == 784);
  const std::vector<std::int32_t> first(dataset.train.labels.begin(),
                                        dataset.train.labels.begin() + 5);
  CHECK(first == std::vector<std::int32_t>{5, 0, 4, 1, 9});
}

}  // namespace
}  // namespace hebb::data
