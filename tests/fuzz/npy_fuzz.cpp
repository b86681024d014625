// npy_fuzz -- numpy's files, alone and as samples with labels.
//
// The first byte: bit 0 maps the file instead of reading it. Two bytes are the length of the
// labels' file, whose bytes come before those of the samples'.
//
// host: data/npy.cpp data/npy_header.cpp data/npy_source.cpp data/samples.cpp
#include "data/npy.hpp"

#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/source.hpp"
#include "input.hpp"

using namespace hebb;

namespace hebb::data {
Source npy_source();  // as dataset.cpp declares it
}

namespace {

// Touches every byte.
void read(const std::filesystem::path& path, std::size_t mapped_from) {
  const data::NpyArray array = data::read_npy(path, mapped_from);
  unsigned sum = 0;
  for (const std::byte byte : array.bytes) sum += std::to_integer<unsigned>(byte);
  [[maybe_unused]] volatile unsigned sink = sum;
}

void load(const std::filesystem::path& samples, const std::filesystem::path& labels) {
  data::Request request;
  request.train_file = samples;
  request.train_labels_file = labels;
  const data::Dataset dataset = data::npy_source().load(request);
  const data::Samples& train = dataset.train;
  fuzz::require(train.count * train.inputs == train.bytes.size() + train.floats.size(),
                "each sample has all of its inputs");
  for (const std::int32_t label : train.labels) {
    fuzz::require(label >= 0 && static_cast<std::uint32_t>(label) < dataset.classes,
                  "labels are below the number of classes");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const bool is_mapped = (input.take<std::uint8_t>() & 1U) != 0;
  const fuzz::MemoryFile labels(input.take(input.take<std::uint16_t>()));
  const fuzz::MemoryFile samples(input.rest());
  try {
    read(samples.path(), is_mapped ? 1 : data::kMappedBytes);
  } catch (const Error&) {
  }
  try {
    load(samples.path(), labels.path());
  } catch (const Error&) {
  }
  return 0;
}
