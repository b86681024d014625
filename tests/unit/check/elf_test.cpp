// elf_test -- ELF headers that say more than their file holds.
#include "check/elf.hpp"

#include <elf.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "check/check.hpp"

using namespace hebb;
using namespace hebb::check;
using Catch::Contains;

namespace {

// A file with a table of dynamic symbols, all exported under the same name, and of strings.
struct Library {
  std::size_t symbols = 1;
  std::string name = "hebb_plugin_v1";
  std::uint16_t section_count = 2;
  std::uint16_t section_size = sizeof(Elf64_Shdr);

  [[nodiscard]] ElfFacts facts() const {
    const TemporaryDirectory folder;
    const auto file = folder.path() / "made.so";
    std::ofstream(file, std::ios::binary) << bytes();
    return read_elf(file);
  }

 private:
  [[nodiscard]] std::string bytes() const {
    Elf64_Ehdr header{};
    header.e_shentsize = section_size;
    header.e_shnum = section_count;
    Elf64_Shdr table{};
    table.sh_type = SHT_DYNSYM;
    table.sh_offset = sizeof header;
    table.sh_size = symbols * sizeof(Elf64_Sym);
    table.sh_link = 1;
    Elf64_Shdr strings{};
    strings.sh_offset = table.sh_offset + table.sh_size;
    header.e_shoff = strings.sh_offset + name.size() + 1;
    Elf64_Sym symbol{};
    symbol.st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC);
    symbol.st_shndx = 1;
    std::string all = raw(header);
    for (std::size_t i = 0; i < symbols; ++i) all += raw(symbol);
    return all + name + '\0' + raw(table) + raw(strings);
  }

  template <class Structure>
  static std::string raw(const Structure& value) {
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
  }
};

}  // namespace

TEST_CASE("elf: the exported symbols are those of the dynamic table") {
  Library library;
  library.symbols = 2;
  CHECK(library.facts().exported == std::vector<std::string>{"hebb_plugin_v1", "hebb_plugin_v1"});
}

TEST_CASE("elf: a table of symbols is read once, however often the headers lead to it") {
  Library library;
  library.section_count = 65535;
  CHECK(library.facts().exported.size() == 1);
  library.section_size = 0;  // all of them are the first
  CHECK(library.facts().exported.size() == 1);
}

TEST_CASE("elf: symbols without end, or with a name without end, are refused before memory is") {
  Library many;
  many.symbols = 10001;
  CHECK_THROWS_WITH(many.facts(), Contains("exports more than 10000 symbols"));
  Library longest;
  longest.name = std::string(4096, 'a');
  CHECK(longest.facts().exported.front().size() == 4096);
  longest.name += 'a';
  CHECK_THROWS_WITH(longest.facts(), Contains("no end within 4096 bytes"));
}
