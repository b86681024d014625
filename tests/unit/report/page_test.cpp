// page_test -- the whole report: what it says, what it weighs and what it takes. With
// HEBB_TEST_FULL=1 in the environment the sweep has 2,000 runs instead of 60.
#include "report/page.hpp"

#include <sys/times.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "data/npy.hpp"
#include "fake_results.hpp"
#include "report/gnuplot.hpp"
#include "report/report.hpp"
#include "support/long_form.hpp"

using namespace hebb::report;
using Catch::Contains;
using json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPixels = 784;
constexpr std::size_t kUnits = 64;

// A run as a real one of MNIST with 64 units is: 100 reports, arrays, provenance.
void add_run(const FakeResults& results, json config, int seed) {
  config["seed"] = seed;
  config["model"]["init"] = {{"name", "normal"}, {"radius", 1.0}};
  const fs::path directory = results.finish(config, {{"gini.last", 0.5 + 0.01 * seed},
                                                     {"probe.test_accuracy", 90.0 + 0.1 * seed},
                                                     {"train.seconds", 1.5}});
  std::string lines;
  for (int step = 10; step <= 1000; step += 10) {
    lines += "{\"step\":" + std::to_string(step) + ",\"samples\":" + std::to_string(32 * step) +
             ",\"gini\":" + std::to_string(0.9 - 0.0001 * step * seed) + ",\"wins.never\":0.25}\n";
  }
  FakeResults::write(directory / "metrics.jsonl", lines);
  FakeResults::write(directory / "run.json", json{{"command", "hebb run x.yaml"},
                                                  {"finished", "2026-01-01T00:00:00Z"},
                                                  {"plugins", json::array()}}
                                                 .dump());
  fs::create_directories(directory / "arrays");
  std::vector<double> steps(kUnits);
  for (std::size_t i = 0; i < kUnits; ++i) steps[i] = static_cast<double>((i * 7919) % 97) / 97.0;
  hebb::data::write_npy(directory / "arrays/gini.step_norms.npy", std::span<const double>(steps));
  hebb::data::write_npy(directory / "arrays/wins.counts.npy", std::span<const double>(steps));
  if (seed > 1) return;  // the report draws the first seed's
  std::vector<float> weights(kPixels * kUnits);
  std::uint32_t state = 1;
  for (float& w : weights) {
    state = state * 1664525U + 1013904223U;  // noise, which PNG cannot make smaller
    w = static_cast<float>(state >> 8U) / 16777216.0F - 0.5F;
  }
  hebb::data::write_npy(directory / "arrays/weights.npy", kPixels, kUnits, weights.data());
}

Written report_on(const FakeResults& results, const std::string& name) {
  return write_report(Model(std::array{results.path()}), results.path() / name);
}

std::string page_of(const FakeResults& results) {
  return hebb::read_file(report_on(results, "report").page);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

// Processor time of this process and its children that have ended: a loaded machine does not count.
double processor_seconds() {
  tms used{};
  ::times(&used);
  return static_cast<double>(used.tms_utime + used.tms_stime + used.tms_cutime + used.tms_cstime) /
         static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

TEST_CASE("page: markup, quotes and the end of a script in names and logs are only text") {
  const std::string nasty = "</script><script>alert(1)</script><img src=x onerror='a\"b'>";
  FakeResults results;
  json config = FakeResults::config(nasty, 8, 1);
  config["name"] = nasty;
  config["labels"] = {{nasty, nasty}};
  add_run(results, config, 1);
  config["seed"] = 2;
  results.plan(config, {{nasty, nasty}});
  config["seed"] = 3;
  results.fail(config, nasty, nasty);
  json table{{"name", "one"}, {"title", nasty}, {"rounding", 0}, {"keys", {"gini.last"}}};
  table["cells"].push_back({{"axes", json::array()},
                            {"keys", {"gini.last"}},
                            {"note", nasty},
                            {"groups", json::array({hebb::config::group_id(config)})}});
  table["cells"][0]["values"].push_back(0.5);
  results.publish(table);
  const std::string page = page_of(results);
  CHECK(count(page, "<script") == 1);
  CHECK(count(page, "</script") == 1);
  CHECK(count(page, "<img src=x") == 0);
  CHECK(count(page, "&lt;/script&gt;&lt;script&gt;alert(1)") > 5);
  for (const char* part : {"tables/results.md", "tables/comparison-one.md"}) {
    CHECK(count(hebb::read_file(results.path() / "report" / part), "<script") == 0);
  }
}

TEST_CASE("page: it refers to nothing outside of itself, and forbids to") {
  FakeResults results;
  add_run(results, FakeResults::config("oja", 64, 1), 1);
  const std::string page = page_of(results);
  CHECK_THAT(page, Contains("content=\"default-src 'none'; img-src data:;"));
  for (const char* part : {" href=\"http", " src=\"http", "@import", "url(", " src=\"//"}) {
    CHECK(count(page, part) == 0);
  }
  CHECK(count(page, " src=\"") == count(page, " src=\"data:image/png;base64,"));
  CHECK(count(page, "<img ") == count(page, "<img alt=\""));
}

TEST_CASE("page: what is missing or has failed is said first, with seeds, reasons and logs") {
  FakeResults results;
  const json done = FakeResults::config("oja", 8, 1);
  const json missing = FakeResults::config("oja", 8, 2);
  const json failed = FakeResults::config("oja", 8, 3);
  for (const json& config : {done, missing, failed}) results.plan(config, {{"rule", "oja"}});
  results.finish(done, {{"gini.last", 0.5}});
  results.fail(failed, "step 7: unit 3 is not finite", "the last line\n");
  const std::string page = page_of(results);
  CHECK_THAT(page, Contains("Unfinished: 1 of 3 runs are missing.") &&
                       Contains("1 of 3 runs have failed") &&
                       Contains("<li>rule=oja: seed 2</li>"));
  CHECK_THAT(page, Contains("step 7: unit 3 is not finite") && Contains("the last line\n"));
  CHECK_THAT(page, Contains("1 of 3 (1 failed)"));
  CHECK(page.find("Unfinished") < page.find("<main>"));
}

TEST_CASE("page: the same results give the same bytes, figures included, but for the PDF's date") {
  FakeResults results;
  for (const char* rule : {"oja", "wta"}) {
    for (int seed = 1; seed <= 2; ++seed) add_run(results, FakeResults::config(rule, 64, 1), seed);
  }
  const Written first = report_on(results, "first");
  (void)report_on(results, "second");
  std::size_t compared = 0;
  for (const auto& item : fs::recursive_directory_iterator(results.path() / "first")) {
    if (!item.is_regular_file() || item.path().extension() == ".pdf") continue;
    const fs::path other =
        results.path() / "second" / fs::relative(item.path(), results.path() / "first");
    INFO(item.path().string());
    CHECK((hebb::read_file(item.path()) == hebb::read_file(other)));
    ++compared;
  }
  CHECK(compared > 15);
  if (!first.has_figures) return;
  const std::string page = hebb::read_file(first.page);
  CHECK(count(page, "<svg role=\"img\"") == count(page, "<figure class=\"drawn"));
  CHECK(count(page, "<svg role=\"img\"") == 7);
  CHECK_THAT(page, Contains("value=\"1\"><span class=\"swatch\" style=\"background:#d55e00\">"
                            "</span>wta</button>"));
}

TEST_CASE("page: a report of a sweep keeps within its size and its time") {
  const bool is_full = hebb::test::is_long_form();
  const int seeds = is_full ? 10 : 5;
  const int widths = is_full ? 25 : 2;
  const int rules = is_full ? 8 : 6;
  FakeResults results;
  for (int rule = 0; rule < rules; ++rule) {
    for (int width = 1; width <= widths; ++width) {
      const json config = FakeResults::config("rule" + std::to_string(rule), 8 * width, 1);
      for (int seed = 1; seed <= seeds; ++seed) add_run(results, config, seed);
    }
  }
  const double begin = processor_seconds();
  const Written written = report_on(results, "report");
  const double seconds = processor_seconds() - begin;
  const auto bytes = static_cast<double>(fs::file_size(written.page));
  WARN(rules * widths * seeds << " runs: " << seconds << " s of processor time, " << bytes / 1e6
                              << " MB");
  CHECK(seconds < (is_full ? 60 : 10));
  CHECK(bytes < (is_full ? 15e6 : 5e6));
  CHECK_THAT(hebb::read_file(written.page),
             Contains("more configurations are not drawn here") || Contains("data:image/png"));
}

TEST_CASE("page: its head names the program and the plugins, with their hashes") {
  FakeResults results;
  const fs::path directory = results.finish(FakeResults::config("oja", 8, 1), json::object());
  const json plugin{{"kind", "rule"},
                    {"name", "<oja>"},
                    {"version", "1.2.3"},
                    {"sha256", "0123456789abcdef0123"}};
  FakeResults::write(
      directory / "run.json",
      json{{"hebb", {{"version", "0.1.0"}, {"commit", "cafe"}}}, {"plugins", json::array({plugin})}}
          .dump());
  const std::string page = page_of(results);
  const std::string head = page.substr(0, page.find("<main>"));
  CHECK_THAT(head, Contains("hebb 0.1.0 (cafe); plugins: rule/&lt;oja&gt; 1.2.3, sha256 "
                            "0123456789abcdef.."));
}
