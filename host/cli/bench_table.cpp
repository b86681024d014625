#include "cli/bench_table.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/stopwatch.hpp"
#include "report/table.hpp"

namespace hebb::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kGiga = 1e9;
constexpr double kMega = 1e6;

double number(const Json& json, const char* key) { return json.at(key).get<double>(); }

// Three digits that count.
std::string seconds(double value) {
  return fmt::format("{:.{}f}", value, value < 1 ? 3 : value < 10 ? 2 : 1);
}

std::string machine_text(const Json& machine) {
  const auto better = machine.at("better_blas").get<std::string>();
  return fmt::format(
      "{}, OpenBLAS {}{}\n"
      "sgemm, square:  {:.0f} GFLOP/s on 1 thread, {:.0f} on {}: the peak\n"
      "copy:           {:.1f} GB/s read and written, all threads\n",
      machine.at("cpu").get<std::string>(), machine.at("blas").get<std::string>(),
      better.empty() ? "" : " (slow; OPENBLAS_CORETYPE=" + better + " would be faster)",
      number(machine, "one_thread") / kGiga, number(machine, "all_threads") / kGiga,
      machine.at("threads").get<int>(), number(machine, "copy") / kGiga);
}

std::string product_table(const Json& products, double peak) {
  report::Table table(
      {"inputs", "units", "block", "forward GFLOP/s", "of peak", "update GFLOP/s", "of peak"});
  for (const Json& product : products) {
    std::vector<std::string> row{product.at("inputs").dump(), product.at("units").dump(),
                                 product.at("samples").dump()};
    for (const char* which : {"forward", "update"}) {
      row.push_back(fmt::format("{:.0f}", number(product, which) / kGiga));
      row.push_back(fmt::format("{:.2f}", number(product, which) / peak));
    }
    table.add(row);
  }
  return table.text();
}

std::string epoch_table(const Json& epochs) {
  std::vector<std::string> header{"rule", "inputs", "units", "batch", "s/epoch", "floor", "ratio"};
  for (std::size_t i = 1; i < kPartNames.size(); ++i) header.emplace_back(kPartNames[i]);
  header.emplace_back(kPartNames[0]);
  header.emplace_back("MB");
  report::Table table(header);
  bool scaled = false;
  for (const Json& epoch : epochs) {
    const bool is_scaled = epoch.at("timed_samples") != epoch.at("samples");
    scaled = scaled || is_scaled;
    std::vector<std::string> row{epoch.at("rule").get<std::string>(), epoch.at("inputs").dump(),
                                 epoch.at("units").dump(), epoch.at("batch").dump()};
    row.push_back(seconds(number(epoch, "seconds")) + (is_scaled ? "*" : ""));
    row.push_back(seconds(number(epoch, "floor")));
    row.push_back(fmt::format("{:.2f}", number(epoch, "ratio")));
    for (const auto& [name, share] : epoch.at("parts").items()) {
      row.push_back(fmt::format("{:.0f}%", 100 * share.get<double>()));
    }
    row.push_back(fmt::format("{:.0f}", number(epoch, "memory") / kMega));
    table.add(row);
  }
  return table.text() + (scaled ? "* timed on the first samples of the epoch, and scaled\n" : "");
}

std::string probe_table(const Json& probes) {
  report::Table table({"probe: features", "inputs", "epochs", "feature pass s", "s", "MB"});
  for (const Json& probe : probes) {
    table.add({probe.at("units").dump(), probe.at("inputs").dump(), probe.at("epochs").dump(),
               seconds(number(probe, "features_seconds")), seconds(number(probe, "seconds")),
               fmt::format("{:.0f}", number(probe, "memory") / kMega)});
  }
  return table.text();
}

}  // namespace

std::string bench_table(const Json& results) {
  const Json& machine = results.at("machine");
  std::string text = machine_text(machine);
  text += "\n" + product_table(results.at("products"), number(machine, "all_threads"));
  text += "\n" + epoch_table(results.at("epochs"));
  if (!results.at("probes").empty()) text += "\n" + probe_table(results.at("probes"));
  return text;
}

}  // namespace hebb::cli
