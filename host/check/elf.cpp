#include "check/elf.hpp"

#include <elf.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

#include "base/files.hpp"
#include "check/check.hpp"

namespace hebb::check {
namespace {

constexpr std::size_t kLargestFile = std::size_t{1} << 30U;
constexpr std::size_t kMostExported = 10000;
constexpr std::size_t kLongestName = 4096;

// A structure at an offset; nothing is trusted.
template <class Structure>
Structure at(const std::string& bytes, std::uint64_t offset) {
  Structure value;
  if (offset > bytes.size() || bytes.size() - offset < sizeof value) {
    throw Failure("a table of the ELF file lies behind its end");
  }
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  return value;
}

std::string text_at(const std::string& bytes, const Elf64_Shdr& strings, std::uint64_t offset) {
  if (strings.sh_offset > bytes.size() || offset >= bytes.size() - strings.sh_offset) {
    throw Failure("a name of the ELF file lies behind its end");
  }
  const std::string_view rest = std::string_view(bytes).substr(strings.sh_offset + offset);
  const std::size_t length = rest.substr(0, kLongestName + 1).find('\0');
  if (length == std::string_view::npos) {
    throw Failure(fmt::format("a name of the ELF file has no end within {} bytes", kLongestName));
  }
  return std::string(rest.substr(0, length));
}

bool is_exported(const Elf64_Sym& symbol) {
  const unsigned binding = ELF64_ST_BIND(symbol.st_info);
  const unsigned visibility = ELF64_ST_VISIBILITY(symbol.st_other);
  return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && binding != STB_LOCAL &&
         (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

void read_symbols(const std::string& bytes, const Elf64_Ehdr& header, const Elf64_Shdr& section,
                  ElfFacts& facts) {
  const auto strings =
      at<Elf64_Shdr>(bytes, header.e_shoff + std::uint64_t{section.sh_link} * header.e_shentsize);
  for (std::uint64_t i = 0; i < section.sh_size / sizeof(Elf64_Sym); ++i) {
    const auto symbol = at<Elf64_Sym>(bytes, section.sh_offset + i * sizeof(Elf64_Sym));
    if (!is_exported(symbol)) continue;
    if (facts.exported.size() == kMostExported) {
      throw Failure(fmt::format("exports more than {} symbols", kMostExported));
    }
    facts.exported.push_back(text_at(bytes, strings, symbol.st_name));
  }
}

}  // namespace

ElfFacts read_elf(const std::filesystem::path& file) {
  const std::string bytes = read_file(file, kLargestFile);
  const auto header = at<Elf64_Ehdr>(bytes, 0);
  ElfFacts facts;
  for (std::uint64_t i = 0; i < header.e_phnum; ++i) {
    const auto program = at<Elf64_Phdr>(bytes, header.e_phoff + i * header.e_phentsize);
    if (program.p_type != PT_GNU_STACK) continue;
    facts.says_stack = true;
    facts.executable_stack = (program.p_flags & PF_X) != 0;
  }
  for (std::uint64_t i = 0; i < header.e_shnum; ++i) {
    const auto section = at<Elf64_Shdr>(bytes, header.e_shoff + i * header.e_shentsize);
    if (section.sh_type != SHT_DYNSYM) continue;
    read_symbols(bytes, header, section, facts);
    break;  // there is one, and a header that repeats itself would have it read 65,535 times
  }
  std::sort(facts.exported.begin(), facts.exported.end());
  return facts;
}

}  // namespace hebb::check
