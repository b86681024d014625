// cifar_test -- CIFAR-10's six files.
#include "data/cifar.hpp"

#include "fixtures.hpp"

namespace hebb::data {
namespace {

using testing::Bytes;
using testing::error_of;
using testing::Folder;
using testing::load_error;

// Record i of file f has label i % 10; its channels are filled with f, i % 251 and 9.
Bytes batch(std::uint8_t f) {
  Bytes bytes(kCifarRecords * kCifarRecord);
  for (std::size_t i = 0; i < kCifarRecords; ++i) {
    std::uint8_t* record = bytes.data() + i * kCifarRecord;
    record[0] = static_cast<std::uint8_t>(i % 10);
    std::fill_n(record + 1, 1024, f);
    std::fill_n(record + 1025, 1024, static_cast<std::uint8_t>(i % 251));
    std::fill_n(record + 2049, 1024, std::uint8_t{9});
  }
  return bytes;
}

std::string reading_error(const std::filesystem::path& path) {
  CifarRecords records;
  const std::string message = error_of([&] { append_cifar(path, records); });
  INFO(message);
  CHECK(message.starts_with(path.string() + ": "));
  return message.substr(std::min(message.size(), path.string().size() + 2));
}

TEST_CASE("cifar-10: the five batches follow one another, channel-planar, labels apart") {
  const Folder folder;
  for (std::uint8_t f = 1; f <= 5; ++f) {
    folder.write("cifar-10-batches-bin/data_batch_" + std::to_string(f) + ".bin.gz", batch(f));
  }
  folder.write("cifar-10-batches-bin/test_batch.bin.gz", batch(6));
  Request request;
  request.name = "cifar-10";
  request.root = folder.path();
  const Dataset dataset = load(request);
  CHECK(dataset.classes == 10);
  CHECK(dataset.image.channels == 3);
  CHECK(dataset.image.height == 32);
  CHECK(dataset.image.width == 32);
  CHECK(dataset.train.count == 50000);
  CHECK(dataset.train.inputs == 3072);
  CHECK(dataset.test.count == 10000);
  CHECK(dataset.files.size() == 6);
  const std::size_t sample = 2 * kCifarRecords + 17;  // record 17 of the third file
  const auto pixels = dataset.train.bytes.subspan(sample * kCifarInputs, kCifarInputs);
  CHECK(dataset.train.labels[sample] == 7);
  CHECK(pixels[0] == 3);
  CHECK(pixels[1023] == 3);
  CHECK(pixels[1024] == 17);
  CHECK(pixels[2048] == 9);
  CHECK(pixels[3071] == 9);
  CHECK(dataset.test.bytes[0] == 6);
}

TEST_CASE("cifar-10: a file that is not exactly 10000 records long is an error") {
  const Folder folder;
  const std::string wanted = ", wanted 30730000 (10000 records of 3073)";
  Bytes bytes = batch(1);
  bytes.push_back(0);
  CHECK(reading_error(folder.write("long.bin", bytes)) == "more than 30730000 bytes" + wanted);
  bytes.resize(bytes.size() - 2);
  CHECK(reading_error(folder.write("short.bin", bytes)) == "30729999 bytes" + wanted);
  bytes.resize(kCifarRecords * kCifarRecord - kCifarRecord);
  CHECK(reading_error(folder.write("record.bin.gz", bytes)) == "30726927 bytes" + wanted);
  CHECK(reading_error(folder.write("empty.bin", Bytes{})) == "0 bytes" + wanted);
}

TEST_CASE("cifar-10: a label above 9 is an error that says where") {
  const Folder folder;
  Bytes bytes = batch(1);
  bytes[1234 * kCifarRecord] = 10;
  CHECK(reading_error(folder.write("labels.bin.gz", bytes)) == "label 1234 is 10, wanted 0 to 9");
}

TEST_CASE("cifar-10: missing data name the root, the layout and the ways out") {
  const Folder folder;
  Request request;
  request.name = "cifar-10";
  request.root = folder.path();
  const std::string wanted =
      "wanted data_batch_1.bin, data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, "
      "data_batch_5.bin, test_batch.bin (each plain or .gz) in cifar-10-batches-bin/; give another "
      "root with --data-dir DIR, the key data.root or HEBB_DATA_DIR, or fetch them: hebb data "
      "fetch cifar-10";
  CHECK(load_error(request) ==
        "cifar-10: not found under the data root " + folder.path().string() + "; " + wanted);
  const auto file = folder.write("cifar-10-batches-bin/data_batch_1.bin", Bytes{});
  CHECK(load_error(request) == "cifar-10: " + file.parent_path().string() +
                                   " has no data_batch_2.bin, data_batch_3.bin, data_batch_4.bin, "
                                   "data_batch_5.bin, test_batch.bin; " +
                                   wanted);
}

TEST_CASE("cifar-10: the real files begin with a frog, two trucks, a deer and a car") {
  const auto root = testing::real_data("cifar-10");
  if (!root) return;
  Request request;
  request.name = "cifar-10";
  request.root = *root;
  const Dataset dataset = load(request);
  CHECK(dataset.train.count == 50000);
  CHECK(dataset.test.count == 10000);
  const std::vector<std::int32_t> first(dataset.train.labels.begin(),
                                        dataset.train.labels.begin() + 5);
  CHECK(first == std::vector<std::int32_t>{6, 9, 9, 4, 1});
}

}  // namespace
}  // namespace hebb::data
