// submit_test -- `hebb submit`: the script for Slurm, what it does, and what is refused.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <string>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// A planned folder of two runs.
fs::path planned(Sandbox& sandbox, const std::string& name = "out") {
  const auto experiment = sandbox.write("sweep.yaml", std::string(kBars) + "sweep: {seeds: 2}\n");
  REQUIRE(sandbox.hebb({"run", experiment, "-o", sandbox.path(name), "--plan-only"}).code == 0);
  return sandbox.path(name);
}

// A program that notes its arguments in `noted` and ends with `code`.
fs::path stub(const Sandbox& sandbox, const std::string& name, int code) {
  const auto file = sandbox.write("bin/" + name, "#!/bin/sh\necho \"" + name + " $*\" >> '" +
                                                     sandbox.path("noted").string() + "'\nexit " +
                                                     std::to_string(code) + "\n");
  fs::permissions(file, fs::perms(0755));
  return file;
}

}  // namespace

TEST_CASE("submit: --print shows a script that says what it does, and writes nothing") {
  Sandbox sandbox;
  const fs::path out = planned(sandbox);
  const auto before = tree(out);
  const Result result = sandbox.hebb({"submit", out, "--slurm", "--array", "16", "--cpus", "4",
                                      "--time", "2h", "--option=--partition=long", "--print"});
  INFO(result.err);
  CHECK(result.code == 0);
  CHECK((tree(out) == before));
  CHECK_THAT(result.out, Catch::StartsWith("#!/bin/bash\n"));
  for (const char* line :
       {"#SBATCH --job-name=hebb-out\n", "#SBATCH --array=1-16\n", "#SBATCH --cpus-per-task=4\n",
        "#SBATCH --time=02:00:00\n", "#SBATCH --requeue\n", "#SBATCH --open-mode=append\n",
        "#SBATCH --partition=long\n", "--cpus 4 --time-limit 01:55:00\n"}) {
    CHECK_THAT(result.out, Contains(line));
  }
  CHECK_THAT(result.out,
             Contains("#SBATCH --output=\"" + (out / "slurm").string() + "/%A_%a.log\"\n"));
  CHECK_THAT(result.out, Contains("\nsweep=\"" + out.string() + "\"\n"));
}

TEST_CASE("submit: the script puts a task back into the queue if its time was up, and only then") {
  Sandbox sandbox;
  const fs::path out = planned(sandbox);
  const Result printed =
      sandbox.hebb({"submit", out, "--slurm", "--array", "1", "--time", "30m", "--print"});
  REQUIRE(printed.code == 0);
  stub(sandbox, "scontrol", 0);
  const auto work = [&](int code) {
    fs::remove(sandbox.path("noted"));
    std::string script = printed.out;
    const std::size_t begin = script.find("\nhebb=\"") + 7;
    script.replace(begin, script.find('"', begin) - begin, stub(sandbox, "worker", code).string());
    const auto file = sandbox.write("script", script);
    const std::string command = "PATH='" + sandbox.path("bin").string() +
                                "':$PATH SLURM_JOB_ID=42 /bin/bash '" + file.string() + "'";
    return std::system(command.c_str()) / 256;
  };
  const std::string worked = "worker worker " + out.string() + " --cpus 1 --time-limit 00:28:30\n";
  CHECK(work(75) == 0);
  CHECK(contents(sandbox.path("noted")) == worked + "scontrol requeue 42\n");
  for (const int code : {0, 1, 3}) {
    CHECK(work(code) == code);
    CHECK(contents(sandbox.path("noted")) == worked);
  }
}

TEST_CASE("submit: the script is kept in the folder and handed to sbatch while runs are left") {
  Sandbox sandbox;
  const fs::path out = planned(sandbox);
  stub(sandbox, "sbatch", 0);
  const Environment path{{"PATH", sandbox.path("bin").string()}};
  const Arguments submit{"submit", out, "--slurm", "--array", "2", "--time", "10m"};
  CHECK(sandbox.hebb(submit, path).code == 0);
  const fs::path script = out / "slurm/submit.sbatch";
  CHECK(contents(sandbox.path("noted")) == "sbatch " + script.string() + "\n");
  Arguments print = submit;
  print.emplace_back("--print");
  CHECK(contents(script) == sandbox.hebb(print).out);

  stub(sandbox, "sbatch", 3);
  const Result refused = sandbox.hebb(submit, path);
  CHECK(refused.code == 1);
  CHECK(refused.err == "hebb: submit: " + sandbox.path("bin/sbatch").string() +
                           " exited with code 3 on " + script.string() + "\n");

  REQUIRE(sandbox.hebb({"worker", out}).code == 0);
  fs::remove(sandbox.path("noted"));
  const Result done = sandbox.hebb(submit, path);
  CHECK(done.code == 0);
  CHECK(done.out == "nothing is left for workers in " + out.string() + "\n");
  CHECK_FALSE(fs::exists(sandbox.path("noted")));
}

TEST_CASE("submit: what is missing, out of range or unfit for a script is refused") {
  Sandbox sandbox;
  const fs::path out = planned(sandbox);
  const auto refused = [&](Arguments options, const std::string& message, int code = 2,
                           const std::string& folder = "out") {
    options.insert(options.begin(), {"submit", sandbox.path(folder)});
    const Result result = sandbox.hebb(options, {{"PATH", "/nowhere"}});
    CHECK(result.code == code);
    CHECK_THAT(result.err, Contains(message));
  };
  refused({"--array", "2", "--time", "1h"}, "no queue is named, wanted --slurm\n");
  refused({"--slurm", "--time", "1h"}, "--array is missing, wanted 1..100000\n");
  refused({"--slurm", "--array", "0", "--time", "1h"}, "--array is 0, wanted 1..100000\n");
  refused({"--slurm", "--array", "2", "--cpus", "0", "--time", "1h"}, "--cpus is 0, wanted 1..");
  refused({"--slurm", "--array", "2"}, "--time is missing, wanted such as 2h or 02:00:00\n");
  refused({"--slurm", "--array", "2", "--time", "30s"}, "--time is 30 s, wanted 60 s or more\n");
  refused({"--slurm", "--array", "2", "--time", "1h", "--option", "long"},
          "--option is 'long', wanted an option of sbatch such as --partition=long\n");
  refused({"--slurm", "--array", "2", "--time", "1h"},
          "sbatch is not in PATH; --print shows the script without Slurm\n", 3);
  refused({"--slurm", "--array", "2", "--time", "1h"}, "no plan.jsonl, wanted a folder", 2,
          "absent");
  planned(sandbox, "100%");
  refused({"--slurm", "--array", "2", "--time", "1h", "--print"},
          "100%, wanted one without quotes, backslashes, '$', '%' and line ends\n", 2, "100%");
}
