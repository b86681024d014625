// cifar -- CIFAR-10: Krizhevsky, "Learning multiple layers of features from tiny images", technical
// report, University of Toronto, 2009.
#include "data/cifar.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "base/error.hpp"
#include "data/input_file.hpp"
#include "data/layout.hpp"
#include "data/samples.hpp"
#include "data/source.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kCifarClasses = 10;

Layout layout() {
  return {"cifar-10",
          {"cifar-10-batches-bin"},
          {{"data_batch_1.bin"},
           {"data_batch_2.bin"},
           {"data_batch_3.bin"},
           {"data_batch_4.bin"},
           {"data_batch_5.bin"},
           {"test_batch.bin"}}};
}

Samples read_split(std::span<const fs::path> files) {
  CifarRecords records;
  records.pixels.reserve(files.size() * kCifarRecords * kCifarInputs);
  for (const fs::path& file : files) append_cifar(file, records);
  Samples samples = byte_samples(std::move(records.pixels), kCifarInputs);
  samples.labels = std::move(records.labels);
  return samples;
}

Dataset load_cifar(const Request& request) {
  const std::vector<fs::path> files = require_files(layout(), request.root);
  Dataset dataset;
  dataset.image = {3, 32, 32};
  dataset.classes = kCifarClasses;
  dataset.train = read_split(std::span(files).first(5));
  dataset.test = read_split(std::span(files).subspan(5));
  dataset.files = provenance(files);
  return dataset;
}

std::vector<fs::path> present_cifar(const fs::path& root) { return find_files(layout(), root); }

}  // namespace

void append_cifar(const fs::path& path, CifarRecords& records) {
  InputFile file(path);
  AlignedVector<std::uint8_t> bytes;
  constexpr std::size_t kWanted = kCifarRecords * kCifarRecord;
  bytes.reserve(kWanted + 1);
  const std::size_t got = file.append(kWanted + 1, bytes);
  if (got != kWanted) {
    throw Error(
        ExitCode::kMissing,
        fmt::format("{}: {} bytes, wanted {} ({} records of {})", path.string(),
                    got < kWanted ? fmt::format("{}", got) : fmt::format("more than {}", kWanted),
                    kWanted, kCifarRecords, kCifarRecord));
  }
  AlignedVector<std::uint8_t> labels;
  for (std::size_t record = 0; record < kCifarRecords; ++record) {
    const auto start = bytes.begin() + static_cast<std::ptrdiff_t>(record * kCifarRecord);
    labels.push_back(*start);
    records.pixels.insert(records.pixels.end(), start + 1,
                          start + static_cast<std::ptrdiff_t>(kCifarRecord));
  }
  const std::vector<std::int32_t> checked = checked_labels(labels, kCifarClasses, path);
  records.labels.insert(records.labels.end(), checked.begin(), checked.end());
}

Source cifar_source() {
  return {"cifar-10", "photographs of objects, 32 x 32 in 3 colours, 50000 + 10000, 10 classes",
          true, load_cifar, present_cifar};
}

}  // namespace hebb::data
