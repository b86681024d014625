// bad_sweep_test -- a sweep with one fault anywhere is refused where the fault stands, before
// anything runs or is written.
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support/command.hpp"

namespace fs = std::filesystem;
using namespace hebb::test;

namespace {

// Lines 1 to 8; the sweep begins in line 9.
const std::string kExperiment = kBars;

struct Fault {
  std::string sweep;
  std::string message;  // after "hebb: FILE:"
};

// model.units from 1 to 2000 on lines of their own, but for one.
std::string two_thousand_with(int position, const std::string& value) {
  std::string text = "sweep:\n  grid:\n    model.units:\n";
  for (int i = 1; i <= 2000; ++i) {
    text += "      - " + (i == position ? value : std::to_string(i)) + "\n";
  }
  return text;
}

std::vector<Fault> faults() {
  return {
      {"sweep: {grid: {model.unitz: [1, 2]}}\n",
       "9:16: unknown key 'model.unitz' (did you mean 'model.units'?)"},
      {"sweep: {grid: {model.units: [4, wide]}}\n",
       "9:33: model.units is a string 'wide', wanted an integer (in run 2 of 2: model.units=wide)"},
      {"sweep:\n  zip: {model.units: [4, 8], train.rate: [0.1]}\n",
       "10:42: sweep.zip.train.rate has length 1, but model.units has 2, wanted equal lengths"},
      {"sweep: {grid: {}}\n",
       "9:15: sweep.grid is empty, wanted a table of lists, or null for none"},
      {"sweep: {grid: {model.units: []}}\n",
       "9:29: sweep.grid.model.units is an empty list, wanted one value or more"},
      {"sweep: {seeds: [1, 2, 1]}\n", "9:23: sweep.seeds[2] is 1 again, wanted distinct seeds"},
      {two_thousand_with(731, "1048577"),
       "742:9: model.units is 1048577, wanted 1..1048576 (in run 731 of 2000: "
       "model.units=1048577)"},
      {"sweep: {grid: {train.rate: [0.1, 0.2], rule: [softhebb, {name: hebbnet, sparsity: 1.5}]},"
       " seeds: 500}\n",
       "9:83: rule.sparsity is 1.5, wanted 0 <= value < 1 (in run 501 of 2000: train.rate=0.1, "
       "rule=hebbnet sparsity=1.5)"},
      {"sweep: {grid: {data: [{name: digits, train: 100, test: 10}, bars]}}\nprobe: {epochs: 1}\n",
       "9:61: probe: the data 'bars' have no labels, which a probe needs (in run 2 of 2: data=bars "
       "seed=1)"},
  };
}

}  // namespace

TEST_CASE("bad sweep: one fault is refused with file, line and column, and nothing is written") {
  for (const Fault& fault : faults()) {
    for (const char* command : {"run", "plan"}) {
      Sandbox sandbox;
      const auto file = sandbox.write("sweep.yaml", kExperiment + fault.sweep);
      const Result result = sandbox.hebb({command, file, "-o", sandbox.path("out")});
      CHECK(result.code == 2);
      CHECK(result.out.empty());
      CHECK(result.err == "hebb: " + file.string() + ":" + fault.message + "\n");
      CHECK_FALSE(fs::exists(sandbox.path("out")));
    }
  }
}
