// cifar_fuzz -- CIFAR-10's binary files.
//
// They have 30,730,000 bytes or are refused, so the first byte says how many: 0, the input as it
// is, else the input again and again up to a whole file, and a few bytes less or more than that.
//
// host: data/cifar.cpp data/input_file.cpp data/layout.cpp data/samples.cpp
#include "data/cifar.hpp"

#include "base/error.hpp"
#include "input.hpp"

using namespace hebb;

namespace {

std::string repeated(std::string_view bytes, std::size_t size) {
  std::string whole(bytes);
  whole.reserve(2 * size);
  while (whole.size() < size) whole.append(whole.data(), whole.size());
  whole.resize(size);
  return whole;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kWhole = data::kCifarRecords * data::kCifarRecord;
  fuzz::Input input(data, size);
  const auto choice = input.take<std::uint8_t>();
  const bool is_whole = choice >= 0xFCU && !input.rest().empty();
  const std::size_t length = kWhole + choice - 0xFDU;  // the last three: exact, one and two more
  const fuzz::MemoryFile file(is_whole ? repeated(input.rest(), length)
                                       : std::string(input.rest()));
  data::CifarRecords records;
  try {
    data::append_cifar(file.path(), records);
    fuzz::require(is_whole && length == kWhole, "a file of another length is refused");
    fuzz::require(records.labels.size() == data::kCifarRecords, "each record has a label");
    for (const std::int32_t label : records.labels) {
      fuzz::require(label >= 0 && label < 10, "labels are below 10");
    }
  } catch (const Error&) {
  }
  return 0;
}
