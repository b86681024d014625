// show_test -- `hebb show`, `hebb diff` and `hebb collect`: looking at what is in a folder.
#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;
using Catch::Contains;

namespace {

// "none", "softhebb", "step_fails" at two seeds, in `out`; returns the ids by "rule seed".
std::map<std::string, std::string> swept(Sandbox& sandbox) {
  const auto experiment = sandbox.write("bars.yaml", kBars);
  const Result run =
      sandbox.hebb({"run", experiment, "-o", sandbox.path("out"), "--plugin-path", HEBB_ZOO_DIR,
                    "--sweep", "rule=none,softhebb,step_fails", "-s", "sweep.seeds=2"});
  REQUIRE(run.code == 1);
  std::map<std::string, std::string> ids;
  for (const std::string& line : lines_of(contents(sandbox.path("out/plan.jsonl")))) {
    const auto entry = nlohmann::json::parse(line);
    ids[entry.at("config").at("rule").at("name").get<std::string>() + " " +
        entry.at("seed").dump()] = entry.at("id");
  }
  REQUIRE(ids.size() == 6);
  return ids;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> found;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(',', begin), line.size());
    found.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return found;
}

}  // namespace

TEST_CASE("show: a finished run with its configuration and numbers, by the beginning of its id") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  const std::string& id = ids.at("softhebb 2");
  const Result text = sandbox.hebb({"show", out / id});
  INFO(text.err);
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains(id + "  done  rule=softhebb seed=2\n"));
  CHECK_THAT(text.out, Contains("  model.units  ") && Contains("  train.rate  "));
  CHECK_THAT(text.out, Contains("  gini.last  ") && Contains("rule/softhebb"));
  CHECK(sandbox.hebb({"show", id.substr(0, 12), "-o", out}).out == text.out);
  CHECK(sandbox.hebb({"show", (out / id).string() + "/"}).out == text.out);

  const auto json = nlohmann::json::parse(sandbox.hebb({"show", out / id, "--json"}).out);
  CHECK(json.at("summary") == json_of(out / id / "summary.json"));
  CHECK(json.at("run") == json_of(out / id / "run.json"));
  CHECK(json.at("config").at("model").at("units") == 8);
  CHECK(json.at("axes") == nlohmann::json{{"rule", "softhebb"}});
  CHECK(json.at("failure").is_null());
}

TEST_CASE("show: a failed run with the reason, and a name that fits none or several is refused") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  const Result failed = sandbox.hebb({"show", out / ids.at("step_fails 1")});
  CHECK(failed.code == 0);
  CHECK_THAT(failed.out, Contains("  failed  rule=step_fails seed=1") && Contains("failure\n") &&
                             Contains("step at step 1: there is no such template"));
  const auto refused = [&](const Arguments& arguments, const std::string& message) {
    const Result result = sandbox.hebb(arguments);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Contains(message));
  };
  refused({"show", out / "zzz"}, "no run's id begins with 'zzz'; `hebb status ");
  refused({"show", "/"}, "'/' names no run, wanted ID or DIR/ID\n");
  refused({"show", sandbox.path("nowhere/abc")},
          "nowhere: neither a plan.jsonl nor a run is there, wanted a folder that");
  std::map<char, int> begins;
  for (const auto& [name, id] : ids) ++begins[id.front()];
  for (const auto& [letter, count] : begins) {
    if (count < 2) continue;
    refused({"show", out / std::string(1, letter)},
            std::string("several ids begin with '") + letter + "', such as ");
  }
}

TEST_CASE("diff: what differs and by how much, and nothing that does not") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  const Arguments two{"diff", ids.at("none 1"), ids.at("softhebb 1"), "-o", out};
  const Result text = sandbox.hebb(two);
  INFO(text.err);
  CHECK(text.code == 0);
  CHECK_THAT(text.out, Contains("  rule.name") && Contains("none  ") && Contains("softhebb"));
  CHECK_THAT(text.out, Contains("rule/none.sha256") && !Contains("activation/relu.sha256"));
  CHECK_THAT(text.out, !Contains("model.units") && !Contains("  seed"));

  Arguments as_json = two;
  as_json.emplace_back("--json");
  const auto json = nlohmann::json::parse(sandbox.hebb(as_json).out);
  CHECK(json.at("ids") == nlohmann::json{ids.at("none 1"), ids.at("softhebb 1")});
  CHECK(json.at("config").at("rule.name") == nlohmann::json{"none", "softhebb"});
  const double a = json_of(out / ids.at("none 1") / "summary.json").at("wins.live");
  const double b = json_of(out / ids.at("softhebb 1") / "summary.json").at("wins.live");
  REQUIRE(a != b);
  CHECK(json.at("summary").at("wins.live") == nlohmann::json{a, b});

  const Result same = sandbox.hebb({"diff", out / ids.at("none 1"), out / ids.at("none 1")});
  CHECK_THAT(same.out, Contains("configuration: the same\nmade by: the same\nsummary: the same\n"));
}

TEST_CASE("collect: a row for each finished run with its axes and numbers, and every metric") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  // Another sweep in the same folder: its runs have another axis.
  REQUIRE(sandbox.hebb({"run", sandbox.path("bars.yaml"), "-o", out, "--sweep", "model.units=4"})
              .code == 0);
  const Result result = sandbox.hebb({"collect", out});
  INFO(result.err);
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("7 runs: 5 done, 2 failed\n") && Contains("summary.csv  5 runs"));

  const auto lines = lines_of(contents(out / "summary.csv"));
  REQUIRE(lines.size() == 6);
  const auto head = cells(lines[0]);
  REQUIRE(head.size() > 5);
  CHECK(std::vector<std::string>(head.begin(), head.begin() + 5) ==
        std::vector<std::string>{"id", "state", "rule", "model.units", "seed"});
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto row = cells(lines[i]);
    REQUIRE(row.size() == head.size());
    CHECK(row[1] == "done");
    CHECK(row[3] == (i == 5 ? "4" : "8"));
    const auto summary = json_of(out / row[0] / "summary.json");
    for (std::size_t k = 5; k < head.size(); ++k) {
      if (!summary.contains(head[k]) || summary[head[k]].is_null()) {
        CHECK(row[k].empty());
      } else {
        CHECK(std::stod(row[k]) == summary[head[k]].get<double>());
      }
    }
  }

  const auto rows = lines_of(contents(out / "metrics.csv"));
  CHECK(rows[0] == "id,step,samples,probe,epoch,name,value");
  std::map<std::string, std::string> values;  // of one run, by "step name"
  const std::string& id = ids.at("softhebb 1");
  for (const std::string& row : rows) {
    const auto parts = cells(row);
    if (parts[0] == id) values[parts[1] + " " + parts[5]] = parts[6];
  }
  std::size_t numbers = 0;
  for (const std::string& text : lines_of(contents(out / id / "metrics.jsonl"))) {
    const auto line = nlohmann::json::parse(text);
    for (const auto& [name, value] : line.items()) {
      if (name == "step" || name == "samples") continue;
      ++numbers;
      CHECK(values.at(line.at("step").dump() + " " + name) ==
            (value.is_null() ? "" : value.dump()));
    }
  }
  CHECK(numbers > 0);
  CHECK(values.size() == numbers);
}

TEST_CASE("collect: a stale run says so, and a folder that cannot be written is named") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  auto record = json_of(out / ids.at("none 1") / "run.json");
  record["plugins"][0]["sha256"] = "another";
  sandbox.write("out/" + ids.at("none 1") + "/run.json", record.dump());
  CHECK_THAT(sandbox.hebb({"collect", out}).out, Contains("6 runs: 3 done, 1 stale, 2 failed\n"));
  CHECK_THAT(contents(out / "summary.csv"), Contains(ids.at("none 1") + ",stale,none,1,"));
  const Result nowhere = sandbox.hebb({"collect", out, "-o", sandbox.path("absent")});
  CHECK(nowhere.code == 1);
  CHECK_THAT(nowhere.err, Contains("absent/summary.csv: cannot be written: No such file"));
}

TEST_CASE("collect: metrics that cannot be read are an error, not a shorter table") {
  Sandbox sandbox;
  const auto ids = swept(sandbox);
  const fs::path out = sandbox.path("out");
  const fs::path metrics = out / ids.at("none 1") / "metrics.jsonl";
  fs::remove(metrics);
  fs::create_directory(metrics);  // opens, but gives no bytes
  const Result result = sandbox.hebb({"collect", out});
  CHECK(result.code == 3);
  CHECK_THAT(result.err, Contains(metrics.string() + ": cannot be read to its end"));
  CHECK(!fs::exists(out / "metrics.csv"));
}
