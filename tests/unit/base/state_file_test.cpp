// state_file_test -- what is saved comes back; what is damaged, torn or made up is refused.
#include "base/state_file.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;
using Catch::Message;

namespace {

// Something with one of each kind.
struct Thing {
  std::uint64_t steps = 0;
  bool is_set = false;
  std::vector<float> fixed{0, 0, 0};
  std::vector<double> list{};
  nlohmann::json table{};

  void visit(hebb::StateVisitor& visitor) {
    visitor.number("steps", steps);
    visitor.number("is_set", is_set);
    visitor.array("fixed", fixed);
    visitor.list("list", list);
    visitor.json("table", table);
  }
};

Thing full() {
  return {7, true, {1.5F, -0.0F, std::numeric_limits<float>::denorm_min()}, {0.1, 2}, {{"a", 0.1}}};
}

std::string saved(Thing thing) {
  const hebb::TemporaryDirectory folder;
  hebb::StateWriter writer;
  writer.add("about", "text");
  writer.within("thing", thing);
  writer.write(folder.path() / "a.state");
  return hebb::read_file(folder.path() / "a.state");
}

void restore(const std::string& file, Thing& thing) {
  const hebb::StateBlocks blocks = hebb::checked_state_blocks(file);
  hebb::StateReader reader(blocks);
  reader.within("thing", thing);
}

// With a digest that is right for whatever stands before it.
std::string sealed(std::string file) {
  file.resize(file.size() - 64);
  return file + hebb::sha256(file);
}

std::string with(std::string file, std::size_t at, std::string_view bytes) {
  return file.replace(at, bytes.size(), bytes);
}

}  // namespace

TEST_CASE("state_file: what was saved comes back bit for bit, lists with their lengths") {
  const std::string file = saved(full());
  Thing thing;
  restore(file, thing);
  CHECK(thing.steps == 7);
  CHECK(thing.is_set);
  CHECK(thing.fixed == full().fixed);
  CHECK(std::signbit(thing.fixed[1]));
  CHECK(thing.list == full().list);
  CHECK(thing.table == full().table);
  CHECK(hebb::state_blocks(file).at("about") == "text");
  CHECK(saved(thing) == file);
}

TEST_CASE("state_file: a file that ends anywhere too early is refused") {
  const std::string file = saved(full());
  for (std::size_t length = 0; length < file.size(); ++length) {
    CAPTURE(length);
    CHECK_THROWS_AS(hebb::checked_state_blocks(file.substr(0, length)), hebb::Error);
  }
  CHECK_THROWS_MATCHES(
      hebb::checked_state_blocks(file.substr(0, 100)), hebb::Error,
      Message("100 bytes long, wanted " + std::to_string(file.size()) + " as byte 16 says"));
  CHECK_THROWS_AS(hebb::checked_state_blocks(file + "x"), hebb::Error);
}

TEST_CASE("state_file: any byte that is another is noticed") {
  const std::string file = saved(full());
  for (std::size_t at = 0; at < file.size(); ++at) {
    CAPTURE(at);
    CHECK_THROWS_AS(
        hebb::checked_state_blocks(with(file, at, std::string(1, static_cast<char>(file[at] ^ 1)))),
        hebb::Error);
  }
  CHECK_THROWS_MATCHES(hebb::checked_state_blocks(with(file, file.size() - 70, "?")), hebb::Error,
                       Message("its SHA-256 is not the one at its end"));
}

TEST_CASE("state_file: numbers in a file are not trusted, even where its digest is right") {
  const std::string file = saved(full());
  const auto refused = [&](std::size_t at, std::string_view bytes, const std::string& message) {
    CAPTURE(at);
    CHECK_THROWS_MATCHES(hebb::checked_state_blocks(sealed(with(file, at, bytes))), hebb::Error,
                         Message(message));
  };
  using namespace std::string_view_literals;
  refused(0, "X", "byte 0: no checkpoint, wanted 'hebbstat'");
  refused(8, "\2\0\0\0"sv, "byte 8: version 2 of the form, wanted 1");
  refused(12, "\xff\xff\xff\xff"sv,
          "block 6: its name has 1684156771 bytes, wanted 1..255");  // "cabd", of the digest
  refused(24, "\0\0\0\0"sv, "block 0: its name has 0 bytes, wanted 1..255");
  refused(28, "\xff\xff\xff\xff\xff\xff\xff\xff"sv,
          "byte 41: a block has 18446744073709551615 bytes, " + std::to_string(file.size() - 41) +
              " are there");
  refused(12, "\5\0\0\0"sv, "96 bytes after the last block, wanted 64");
}

TEST_CASE("state_file: a state that does not fit is refused by name") {
  const std::string file = saved(full());
  Thing other;
  other.fixed.push_back(1);
  CHECK_THROWS_MATCHES(restore(file, other), hebb::Error,
                       Message("block 'thing/fixed' has 12 bytes, wanted 16"));
  const hebb::StateBlocks blocks = hebb::checked_state_blocks(file);
  hebb::StateReader reader(blocks);
  CHECK_THROWS_MATCHES(reader.within("thin", other), hebb::Error,
                       Message("there is no block 'thin/steps'"));
  hebb::StateBlocks odd{{"list", "12345"}, {"table", "{\"a\":"}};
  hebb::StateReader odd_reader(odd);
  CHECK_THROWS_MATCHES(odd_reader.list("list", other.list), hebb::Error,
                       Message("block 'list' has 5 bytes, wanted 0"));
  CHECK_THROWS_MATCHES(odd_reader.json("table", other.table), hebb::Error,
                       Message("block 'table' is no JSON"));
}
