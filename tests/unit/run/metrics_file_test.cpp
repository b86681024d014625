// metrics_file_test -- metrics that cannot be written or read: the cause is named, and a journal
// that cannot be read is not one that is damaged.
#include "run/metrics_file.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"
#include "base/files.hpp"

namespace fs = std::filesystem;
using namespace hebb;
using namespace hebb::run;

namespace {

ExitCode code_of_beginning_with(const fs::path& journal) {
  const TemporaryDirectory folder;
  MetricsFile metrics(folder.path() / "metrics.jsonl");
  try {
    metrics.begin_with(journal, 5, std::string(64, '0'));
  } catch (const Error& error) {
    return error.code();
  }
  return ExitCode::kDone;
}

}  // namespace

TEST_CASE("metrics file: a full disk is named") {
  MetricsFile metrics("/dev/full");
  metrics.write({{"step", 1}});
  CHECK_THROWS_WITH(metrics.close(), "/dev/full: cannot be written: No space left on device");
}

TEST_CASE("metrics file: a journal that cannot be read is told from a damaged one") {
  const TemporaryDirectory folder;
  const fs::path journal = folder.path() / "journal";
  CHECK(code_of_beginning_with(journal) == ExitCode::kRunFailed);
  write_file_atomically(journal, "other");
  CHECK(code_of_beginning_with(journal) == ExitCode::kRunFailed);
  CHECK(code_of_beginning_with(folder.path()) == ExitCode::kMissing);
}
