// gzip_fuzz -- files that may be gzip data, read in pieces.
//
// The first byte, odd: the rest is the file. Even: the rest is compressed, and reads as it was;
// with bit 1 one byte of the compressed file is changed first, and then it need not. The second
// byte is the length of the pieces.
//
// host: data/input_file.cpp
#include "base/error.hpp"
#include "compressed.hpp"
#include "data/input_file.hpp"
#include "input.hpp"

using namespace hebb;

namespace {

// All bytes; no more than `most`, which is more than any honest file here has.
AlignedVector<std::uint8_t> read_all(const std::filesystem::path& path, std::size_t piece) {
  constexpr std::size_t kMost = std::size_t{1} << 22U;
  data::InputFile file(path);
  AlignedVector<std::uint8_t> bytes;
  while (bytes.size() < kMost) {
    const std::size_t before = bytes.size();
    const std::size_t got = file.append(piece, bytes);
    fuzz::require(got <= piece && bytes.size() == before + got, "append says what it appends");
    if (got < piece) break;
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const auto choice = input.take<std::uint8_t>();
  const std::size_t piece = 1 + 64 * std::size_t{input.take<std::uint8_t>()};
  const bool is_made = (choice & 1U) == 0;
  const bool is_changed = is_made && (choice & 2U) != 0;
  std::uint32_t place = is_changed ? input.take<std::uint16_t>() : 0;
  std::string bytes = is_made ? fuzz::compressed(input.rest()) : std::string(input.rest());
  if (is_changed) bytes[place % bytes.size()] ^= static_cast<char>(1 + choice / 4);
  const fuzz::MemoryFile file(bytes);
  try {
    const AlignedVector<std::uint8_t> read = read_all(file.path(), piece);
    const std::string_view text(reinterpret_cast<const char*>(read.data()), read.size());
    if (is_made && !is_changed) fuzz::require(text == input.rest(), "what was compressed reads");
  } catch (const Error&) {
    fuzz::require(!is_made || is_changed, "whole gzip data are no error");
  }
  return 0;
}
