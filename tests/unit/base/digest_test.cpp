// digest_test -- SHA-256 against the published vectors of FIPS 180-4.
#include "base/digest.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"

namespace hebb {
namespace {

TEST_CASE("digest: sha256 of the published messages") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("digest: a file has the hash of its bytes, across buffers") {
  const auto path =
      std::filesystem::temp_directory_path() / ("hebb-digest-" + std::to_string(getpid()));
  const std::string text(std::size_t{3} << 20U, 'a');
  std::ofstream(path, std::ios::binary) << text << "b";
  CHECK(sha256_of_file(path) == sha256(text + "b"));
  std::ofstream(path, std::ios::binary | std::ios::trunc).close();
  CHECK(sha256_of_file(path) == sha256(""));
  std::filesystem::remove(path);
}

TEST_CASE("digest: a file that is not there is an error that names it") {
  try {
    (void)sha256_of_file("/nowhere/at all");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::kMissing);
    CHECK(std::string(error.what()) ==
          "/nowhere/at all: cannot be read: No such file or directory");
  }
}

}  // namespace
}  // namespace hebb
