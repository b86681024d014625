// files_test -- files appear whole or not at all.
#include "base/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "fixtures.hpp"
#include "support/refused_memory.hpp"

namespace fs = std::filesystem;
using Catch::Matchers::Equals;
using hebb::test::entries;

namespace {

void write_plainly(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

// The message and code of the hebb::Error that `body` throws.
template <class Body>
std::pair<hebb::ExitCode, std::string> error_of(Body body) {
  try {
    body();
  } catch (const hebb::Error& error) {
    return {error.code(), error.what()};
  }
  return {hebb::ExitCode::kDone, "no error"};
}

}  // namespace

TEST_CASE("files: what cannot be read is not taken for missing") {
  const hebb::TemporaryDirectory folder;
  CHECK_FALSE(hebb::read_if_there(folder.path() / "nothing").has_value());
  write_plainly(folder.path() / "there", "text");
  CHECK(hebb::read_if_there(folder.path() / "there").value() == "text");
  const auto [code, text] = error_of([&] { (void)hebb::read_if_there(folder.path()); });
  CHECK(code == hebb::ExitCode::kMissing);
  CHECK(text == folder.path().string() + ": cannot be read: Is a directory");
}

TEST_CASE("files: where the system cannot tell whether a name is taken, that is said") {
  const hebb::TemporaryDirectory folder;
  CHECK(hebb::is_there(folder.path()));
  CHECK_FALSE(hebb::is_there(folder.path() / "nothing"));
  const fs::path loop = folder.path() / "loop";
  fs::create_symlink(loop, loop);
  CHECK(error_of([&] { (void)hebb::is_there(loop / "file"); }).second ==
        (loop / "file").string() + ": cannot be looked at: Too many levels of symbolic links");
}

TEST_CASE("files: a folder that cannot be listed is not taken for an empty one") {
  const hebb::TemporaryDirectory folder;
  CHECK(hebb::names_in(folder.path() / "nothing").empty());
  write_plainly(folder.path() / "file", "");
  CHECK(hebb::names_in(folder.path()) == std::vector<std::string>{"file"});
  CHECK(hebb::names_in(folder.path() / "file").empty());
  const std::filesystem::path loop = folder.path() / "loop";
  std::filesystem::create_symlink(loop, loop);
  CHECK(error_of([&] { (void)hebb::names_in(loop); }).second ==
        loop.string() + ": cannot be listed: Too many levels of symbolic links");
}

TEST_CASE("files: without memory for all names of a folder there is an error, not some of them") {
  const hebb::TemporaryDirectory folder;
  constexpr std::size_t kFiles = 5;
  for (std::size_t i = 0; i < kFiles; ++i)
    write_plainly(folder.path() / (std::to_string(i) + " is longer than a string holds"), "");
  const int thrown = hebb::test::refuse_each(
      [&] { return hebb::names_in(folder.path()); },
      [&](const std::vector<std::string>& names) { CHECK(names.size() == kFiles); });
  CHECK(thrown > static_cast<int>(kFiles));
}

TEST_CASE("files: what is written atomically is read back, bytes unchanged") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.bin";
  std::string bytes("\0line\r\n\xff", 8);
  for (int i = 0; i < 16; ++i) bytes += bytes;  // longer than one read
  hebb::write_file_atomically(path, bytes);
  CHECK(hebb::read_file(path) == bytes);
}

TEST_CASE("files: an atomic write replaces the old content and leaves no other file") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.txt";
  write_plainly(path, "a long old content");
  hebb::write_file_atomically(path, "new");
  CHECK(hebb::read_file(path) == "new");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("files: an atomic write never changes the file that a reader has open") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.txt";
  write_plainly(path, "old");
  std::ifstream reader(path);
  hebb::write_file_atomically(path, "new");
  CHECK(std::string(std::istreambuf_iterator<char>(reader), {}) == "old");
}

TEST_CASE("files: a written file has the permissions that the umask gives any new file") {
  const hebb::TemporaryDirectory folder;
  const mode_t before = ::umask(027);
  hebb::write_file_atomically(folder.path() / "a.txt", "x");
  ::umask(before);
  CHECK(fs::status(folder.path() / "a.txt").permissions() == fs::perms(0640));
}

TEST_CASE("files: writing into a folder that is not there names the file and the reason") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "absent" / "a.txt";
  const auto [code, message] = error_of([&] { hebb::write_file_atomically(path, "x"); });
  CHECK(code == hebb::ExitCode::kRunFailed);
  CHECK_THAT(message, Equals(path.string() + ": cannot be written: No such file or directory"));
}

TEST_CASE("files: a write that fails at the rename leaves the target and no temporary file") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "taken";
  fs::create_directory(path);
  const auto [code, message] = error_of([&] { hebb::write_file_atomically(path, "x"); });
  CHECK(code == hebb::ExitCode::kRunFailed);
  CHECK_THAT(message, Equals(path.string() + ": cannot be replaced: Is a directory"));
  CHECK(fs::is_directory(path));
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("files: reading a missing file names it and the reason") {
  const auto [code, message] = error_of([] { (void)hebb::read_file("absent/a.txt"); });
  CHECK(code == hebb::ExitCode::kMissing);
  CHECK_THAT(message, Equals("absent/a.txt: cannot be read: No such file or directory"));
}

TEST_CASE("files: reading stops at the limit and names it") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.txt";
  write_plainly(path, "12345");
  CHECK(hebb::read_file(path, 5) == "12345");
  const auto [code, message] = error_of([&] { (void)hebb::read_file(path, 4); });
  CHECK(code == hebb::ExitCode::kMissing);
  CHECK_THAT(message,
             Equals(path.string() + ": more than 4 bytes long, the limit for this kind of file"));
}

TEST_CASE("files: a published folder has its content under the new name only") {
  const hebb::TemporaryDirectory folder;
  const fs::path staging = folder.path() / "staging";
  const fs::path target = folder.path() / "target";
  fs::create_directories(staging / "arrays");
  write_plainly(staging / "arrays" / "w.npy", "weights");
  REQUIRE(hebb::publish_directory(staging, target));
  CHECK(hebb::read_file(target / "arrays" / "w.npy") == "weights");
  CHECK_FALSE(fs::exists(staging));
}

TEST_CASE("files: publishing never replaces what is there, not even an empty folder") {
  const hebb::TemporaryDirectory folder;
  const fs::path staging = folder.path() / "staging";
  const fs::path target = folder.path() / "target";
  fs::create_directory(staging);
  write_plainly(staging / "new.txt", "new");
  SECTION("an empty folder") { fs::create_directory(target); }
  SECTION("a folder with a file") {
    fs::create_directory(target);
    write_plainly(target / "old.txt", "old");
  }
  SECTION("a file") { write_plainly(target, "old"); }
  SECTION("a dangling link") { fs::create_symlink("nowhere", target); }
  CHECK_FALSE(hebb::publish_directory(staging, target));
  CHECK(fs::exists(staging / "new.txt"));
  CHECK_FALSE(fs::exists(target / "new.txt"));
}

TEST_CASE("files: publishing into a folder that is not there names the target and the reason") {
  const hebb::TemporaryDirectory folder;
  const fs::path staging = folder.path() / "staging";
  fs::create_directory(staging);
  const fs::path target = folder.path() / "absent" / "target";
  const auto [code, message] = error_of([&] { (void)hebb::publish_directory(staging, target); });
  CHECK(code == hebb::ExitCode::kRunFailed);
  CHECK_THAT(message, Equals(target.string() + ": cannot be made: No such file or directory"));
  CHECK(fs::exists(staging));
}

TEST_CASE("files: a temporary folder is new, empty and goes away with its content") {
  fs::path path;
  {
    const hebb::TemporaryDirectory one;
    const hebb::TemporaryDirectory two;
    CHECK(one.path() != two.path());
    CHECK(fs::is_empty(one.path()));
    path = one.path();
    fs::create_directories(path / "a" / "b");
    write_plainly(path / "a" / "b" / "c.txt", "x");
  }
  CHECK_FALSE(fs::exists(path));
}

TEST_CASE("files: a file is created with its content, and only where there is none") {
  const hebb::TemporaryDirectory folder;
  const fs::path path = folder.path() / "a.txt";
  CHECK(hebb::create_file(path, "first"));
  CHECK_FALSE(hebb::create_file(path, "second"));
  CHECK(hebb::read_file(path) == "first");
  CHECK(entries(folder.path()) == 1);
  const auto [code, message] =
      error_of([&] { (void)hebb::create_file(folder.path() / "absent/a", "x"); });
  CHECK(code == hebb::ExitCode::kRunFailed);
  CHECK_THAT(message, Equals((folder.path() / "absent/a").string() +
                             ": cannot be written: No such file or directory"));
}
