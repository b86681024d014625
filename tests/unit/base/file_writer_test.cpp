// file_writer_test -- a long file appears whole, in one step, or not at all.
#include "base/file_writer.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "base/files.hpp"
#include "fixtures.hpp"

namespace fs = std::filesystem;
using hebb::test::entries;

TEST_CASE("file_writer: pieces become one file, longer than the buffer, once committed") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.csv";
  hebb::write_file_atomically(path, "old");
  const std::string piece(300000, 'x');
  {
    hebb::FileWriter writer(path);
    for (int i = 0; i < 10; ++i) writer.write(piece);
    CHECK(hebb::read_file(path) == "old");
    writer.commit();
  }
  CHECK(hebb::read_file(path).size() == 10 * piece.size());
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("file_writer: what is not committed leaves the old file and nothing else") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.csv";
  hebb::write_file_atomically(path, "old");
  { hebb::FileWriter(path).write("new"); }
  CHECK(hebb::read_file(path) == "old");
  CHECK(entries(folder.path()) == 1);
}
