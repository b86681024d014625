// slurm_script_test -- times as Slurm reads them, and how much of them a worker leaves unused.
#include "run/slurm_script.hpp"

#include <catch2/catch.hpp>

using namespace hebb::run;
using namespace std::chrono_literals;

TEST_CASE("slurm script: a time has days only where there are some") {
  CHECK(slurm_time(60s) == "00:01:00");
  CHECK(slurm_time(23h + 59min + 59s) == "23:59:59");
  CHECK(slurm_time(24h) == "1-00:00:00");
  CHECK(slurm_time(250h + 1min) == "10-10:01:00");
}

TEST_CASE("slurm script: a worker stops a twentieth before the limit, 10 s to 5 min") {
  CHECK(margin(60s) == 10s);
  CHECK(margin(200s) == 10s);
  CHECK(margin(1h) == 180s);
  CHECK(margin(48h) == 300s);
}
