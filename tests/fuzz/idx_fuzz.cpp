// idx_fuzz -- images and labels in IDX files, plain and compressed.
//
// The first byte: bit 0 takes the file for labels, bit 1 compresses it first.
//
// host: data/idx.cpp data/input_file.cpp
#include "data/idx.hpp"

#include "base/error.hpp"
#include "compressed.hpp"
#include "input.hpp"

using namespace hebb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto choice = input.take<std::uint8_t>();
  const bool is_compressed = (choice & 2U) != 0;
  const fuzz::MemoryFile file(is_compressed ? fuzz::compressed(input.rest())
                                            : std::string(input.rest()));
  try {
    const data::IdxArray array = data::read_idx(file.path(), (choice & 1U) != 0 ? 1 : 3);
    std::size_t count = 1;
    for (const std::size_t length : array.shape) count *= length;
    fuzz::require(count > 0 && count == array.bytes.size(),
                  "an array has as many bytes as it says");
  } catch (const Error&) {
  }
  return 0;
}
