// failure_test -- why a run failed, as its record says it.
#include "run/failure.hpp"

#include <catch2/catch.hpp>

using namespace hebb;
using namespace hebb::run;

TEST_CASE("failure: a record says why, and a damaged one says nothing") {
  CHECK(read_failure(R"({"code": 3, "message": "no data"})") ==
        std::pair{ExitCode::kMissing, std::string("no data")});
  const std::pair nothing{ExitCode::kRunFailed, std::string()};
  for (const char* text : {"", "[]", "{}", R"({"code": "a", "message": 1})", R"({"code": {}})"}) {
    CHECK(read_failure(text) == nothing);
  }
}
