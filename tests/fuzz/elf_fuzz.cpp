// elf_fuzz -- what `hebb plugin check` reads in a library without loading it.
//
// host: check/elf.cpp
#include "check/elf.hpp"

#include "base/error.hpp"
#include "check/check.hpp"
#include "input.hpp"

using namespace hebb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  const fuzz::MemoryFile file(input.rest());
  try {
    (void)check::read_elf(file.path());
  } catch (const check::Failure&) {
  } catch (const Error&) {
  }
  return 0;
}
