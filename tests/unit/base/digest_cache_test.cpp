// digest_cache_test -- a digest is remembered as long as the file is the same, and no longer.
#include "base/digest_cache.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;

namespace {

// A cache of the test's own.
struct Cache {
  Cache() { ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1); }
  ~Cache() { ::unsetenv("XDG_CACHE_HOME"); }
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;

  [[nodiscard]] fs::path entries() const { return folder.path() / "hebb/digests"; }
  [[nodiscard]] std::size_t size() const {
    return fs::exists(entries()) ? static_cast<std::size_t>(std::distance(
                                       fs::directory_iterator(entries()), fs::directory_iterator()))
                                 : 0;
  }

  hebb::TemporaryDirectory folder;
};

// What cached_sha256_of_file says in a process of its own.
std::string in_another_process(const fs::path& file) {
  const hebb::TemporaryDirectory folder;
  const fs::path answer = folder.path() / "answer";
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    hebb::write_file_atomically(answer, hebb::cached_sha256_of_file(file));
    ::_exit(0);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  return hebb::read_file(answer);
}

}  // namespace

TEST_CASE("digest_cache: a file that has just changed is digested anew each time") {
  const Cache cache;
  const fs::path file = cache.folder.path() / "data";
  for (const char* text : {"one", "two", "six"}) {
    std::ofstream(file) << text;
    CHECK(hebb::cached_sha256_of_file(file) == hebb::sha256(text));
  }
  CHECK(cache.size() == 0);
}

TEST_CASE(
    "digest_cache: an old file's digest comes from the cache as long as the file is the same") {
  const Cache cache;
  const fs::path file = fs::canonical(fs::path(HEBB_SOURCE_DIR) / "LICENSE");
  const std::string digest = hebb::sha256_of_file(file);
  // Other processes, which remember nothing but what is in the cache.
  CHECK(in_another_process(file) == digest);
  REQUIRE(cache.size() == 1);
  const fs::path entry = fs::directory_iterator(cache.entries())->path();
  auto json = nlohmann::json::parse(hebb::read_file(entry));
  CHECK(json.at("sha256") == digest);
  CHECK(json.at("size") == fs::file_size(file));
  CHECK(json.at("path") == file.string());

  const std::string planted(64, 'a');
  json["sha256"] = planted;
  hebb::write_file_atomically(entry, json.dump());
  CHECK(in_another_process(file) == planted);
  for (const char* key : {"device", "inode", "size", "mtime", "ctime"}) {
    auto other = json;
    other[key] = json.at(key).get<std::int64_t>() + 1;
    hebb::write_file_atomically(entry, other.dump());
    INFO(key);
    CHECK(in_another_process(file) == digest);
    CHECK(nlohmann::json::parse(hebb::read_file(entry)).at("sha256") == digest);
  }
  hebb::write_file_atomically(entry, "{\"sha256\": ");
  CHECK(in_another_process(file) == digest);
}

TEST_CASE("digest_cache: a file that is not there is an error with its name") {
  const Cache cache;
  CHECK_THROWS_WITH(
      hebb::cached_sha256_of_file(cache.folder.path() / "absent"),
      (cache.folder.path() / "absent").string() + ": cannot be read: No such file or directory");
}
