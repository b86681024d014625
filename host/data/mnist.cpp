// mnist -- handwritten digits in IDX files: LeCun, Bottou, Bengio, Haffner, "Gradient-based
// learning applied to document recognition", Proceedings of the IEEE 86(11), 1998,
// doi:10.1109/5.726791; and Fashion-MNIST in the same form: Xiao, Rasul, Vollgraf, "Fashion-MNIST:
// a novel image dataset for benchmarking machine learning algorithms", arXiv:1708.07747, 2017.
#include <fmt/format.h>

#include <utility>

#include "base/error.hpp"
#include "data/idx.hpp"
#include "data/layout.hpp"
#include "data/samples.hpp"
#include "data/source.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kMnistClasses = 10;

const std::vector<std::vector<std::string>> kFiles{
    {"train-images-idx3-ubyte", "train-images.idx3-ubyte"},
    {"train-labels-idx1-ubyte", "train-labels.idx1-ubyte"},
    {"t10k-images-idx3-ubyte", "t10k-images.idx3-ubyte"},
    {"t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte"}};

// The second folder is torchvision's. Files in the root itself are MNIST's: both sets have the same
// names.
Layout mnist_layout() { return {"mnist", {"mnist", "MNIST/raw", ""}, kFiles}; }

Layout fashion_layout() { return {"fashion-mnist", {"fashion-mnist", "FashionMNIST/raw"}, kFiles}; }

struct Split {
  Samples samples;
  ImageShape image;
};

Split read_split(const fs::path& images_path, const fs::path& labels_path) {
  IdxArray images = read_idx(images_path, 3);
  const IdxArray labels = read_idx(labels_path, 1);
  if (labels.shape[0] != images.shape[0]) {
    throw Error(
        ExitCode::kMissing,
        fmt::format("{}: {} labels, wanted {}, one for each image of {}", labels_path.string(),
                    labels.shape[0], images.shape[0], images_path.string()));
  }
  Split split;
  split.image = {1, static_cast<std::uint32_t>(images.shape[1]),
                 static_cast<std::uint32_t>(images.shape[2])};
  split.samples = byte_samples(std::move(images.bytes), images.shape[1] * images.shape[2]);
  split.samples.labels = checked_labels(labels.bytes, kMnistClasses, labels_path);
  return split;
}

Dataset load_files(const std::vector<fs::path>& files) {
  Split train = read_split(files[0], files[1]);
  Split test = read_split(files[2], files[3]);
  if (test.image.height != train.image.height || test.image.width != train.image.width) {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: images of {} x {}, wanted {} x {} as in {}", files[2].string(),
                            test.image.height, test.image.width, train.image.height,
                            train.image.width, files[0].string()));
  }
  Dataset dataset;
  dataset.image = train.image;
  dataset.classes = kMnistClasses;
  dataset.train = std::move(train.samples);
  dataset.test = std::move(test.samples);
  dataset.files = provenance(files);
  return dataset;
}

Dataset load_mnist(const Request& request) {
  return load_files(require_files(mnist_layout(), request.root));
}

std::vector<fs::path> present_mnist(const fs::path& root) {
  return find_files(mnist_layout(), root);
}

Dataset load_fashion(const Request& request) {
  return load_files(require_files(fashion_layout(), request.root));
}

std::vector<fs::path> present_fashion(const fs::path& root) {
  return find_files(fashion_layout(), root);
}

}  // namespace

Source mnist_source() {
  return {"mnist", "handwritten digits, 28 x 28 grey, 60000 + 10000, 10 classes", true, load_mnist,
          present_mnist};
}

Source fashion_source() {
  return {"fashion-mnist", "articles of clothing, 28 x 28 grey, 60000 + 10000, 10 classes", true,
          load_fashion, present_fashion};
}

}  // namespace hebb::data
