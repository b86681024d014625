// store_test -- runs and failures in the output folder.
#include "run/store.hpp"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;
using namespace hebb;
using namespace hebb::run;

namespace {

void write_failure(const fs::path& directory, const std::string& id) {
  fs::create_directories(directory / "failed" / id);
  std::ofstream(directory / "failed" / id / "failure.json") << "{}";
}

}  // namespace

TEST_CASE("store: the failure of a run that is finished is forgotten, that of another is kept") {
  const TemporaryDirectory folder;
  Store store(folder.path());
  write_failure(folder.path(), "done");
  write_failure(folder.path(), "open");
  fs::create_directories(folder.path() / "done");
  for (const char* name : {"summary.json", "run.json"}) {
    std::ofstream(folder.path() / "done" / name) << "{}";
  }
  store.forget_failures_of_finished();
  CHECK(names_in(folder.path() / "failed") == std::vector<std::string>{"open"});
}

TEST_CASE("store: a failure that cannot be read is not taken for none") {
  const TemporaryDirectory folder;
  const Store store(folder.path());
  CHECK(store.failure_of("open").empty());
  const fs::path failure = folder.path() / "failed/open/failure.json";
  fs::create_directories(failure);
  CHECK_THROWS_WITH(store.failure_of("open"),
                    failure.string() + ": cannot be read: Is a directory");
}
