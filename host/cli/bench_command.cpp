// bench_command -- `hebb bench`.
#include <fmt/format.h>

#include <charconv>
#include <iostream>
#include <limits>

#include "base/error.hpp"
#include "cli/bench_table.hpp"
#include "cli/command.hpp"
#include "run/bench_process.hpp"

namespace hebb::cli {
namespace {

namespace po = boost::program_options;

constexpr std::uint32_t kMostUnits = 1048576;
constexpr std::uint32_t kMostBatch = 65536;
constexpr std::uint32_t kMostSamples = 10000000;

po::options_description bench_options() {
  const auto text = [](const char* initial, const char* name) {
    return po::value<std::string>()->default_value(initial)->value_name(name);
  };
  po::options_description options("Options");
  options.add_options()("units", text("2048", "N,.."), "widths")("batch", text("32,1", "N,.."),
                                                                 "samples per step")(
      "rules", text("", "A,.."),
      "rules, each a name, a table as in an experiment, or a name from the paper's code: "
      "hebbnet-as-run, liuson-as-run; default: all that are found, and these")(
      "samples", text("60000", "N"), "samples of an epoch")("inputs", text("784", "N"),
                                                            "inputs; CIFAR-10 has 3072")(
      "repeat", text("5", "N"), "repetitions, of which the medians are shown")(
      "threads", text("0", "N"), "threads; 0 is one per core")(
      "probe", "also the 10 epochs of the probe, at each width");
  return options;
}

// A whole number from `least` to `most`. Throws Error (kUsage).
std::uint32_t whole(const std::string& option, const std::string& text, std::uint32_t least,
                    std::uint32_t most) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || value < least || value > most) {
    throw Error(ExitCode::kUsage, fmt::format("--{} is '{}', wanted a whole number in {}..{}",
                                              option, text, least, most));
  }
  return value;
}

std::vector<std::uint32_t> list(const std::string& option, const std::string& text,
                                std::uint32_t most) {
  std::vector<std::uint32_t> values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    values.push_back(whole(option, text.substr(begin, end - begin), 1, most));
    begin = end + 1;
  }
  return values;
}

run::BenchOptions bench_options(const po::variables_map& values) {
  const auto text = [&](const char* option) { return values[option].as<std::string>(); };
  constexpr auto kMost = static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max());
  run::BenchOptions options;
  options.units = list("units", text("units"), kMostUnits);
  options.batches = list("batch", text("batch"), kMostBatch);
  options.rules = text("rules");
  options.samples = whole("samples", text("samples"), 1, kMostSamples);
  options.inputs = whole("inputs", text("inputs"), 1, kMostUnits);
  options.repeat = whole("repeat", text("repeat"), 1, kMost);
  options.threads = static_cast<int>(whole("threads", text("threads"), 0, 4096));
  options.probe = values.count("probe") > 0;
  return options;
}

int bench_command(const Globals& globals, const std::vector<std::string>& arguments) {
  const po::variables_map values = parse(kBench, arguments);
  (void)positional(kBench, values, 0, 0);
  const run::BenchOptions options = bench_options(values);
  const LogLevel level = globals.quiet ? LogLevel::kError : LogLevel::kInfo;
  const auto results = run::bench_in_child(options, globals.plugin_directories, level);
  for (const auto& skipped : results.at("skipped")) {
    std::cerr << fmt::format("skipped {}: {}\n", skipped.at("rule").get<std::string>(),
                             skipped.at("reason").get<std::string>());
  }
  if (globals.json) {
    std::cout << results.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  } else {
    std::cout << bench_table(results);
  }
  return 0;
}

}  // namespace

const Command kBench{
    "bench",
    "measure how fast this machine trains, beside what it could do at most",
    "hebb bench [--units N,..] [--batch N,..] [--rules A,..] [--inputs N] [--probe]",
    "Measures the machine's ceilings (a square sgemm on one and on all threads, the engine's two\n"
    "products alone, a copy), then one epoch of each rule with the metrics gini and wins, on "
    "drawn\n"
    "digits, in one process and in turns, so that a machine whose speed drifts drifts for all.\n"
    "Medians of the repetitions are shown. Trust ratios from one session, not seconds from two.\n\n"
    "  floor       4 inputs units samples / peak: the seconds that the two products of an epoch\n"
    "              take at the speed of the square sgemm; ratio is s/epoch over it\n"
    "  data        bytes to floats\n"
    "  forward     potentials of a block, and its Gram matrix\n"
    "  correction  what earlier batches of a block add to the potentials\n"
    "  rule        activation and rule\n"
    "  step        lengths, step norms, coefficients of a block\n"
    "  update      the block's coefficients into the weights\n"
    "  metrics     gini and wins\n"
    "  MB          peak memory of the process in that training, the data in it\n\n"
    "The shares of the parts come from one training more. An epoch of more than 3 s is timed on\n"
    "its first samples and scaled. Rules run in a child process, with their defaults; the "
    "*-as-run\n"
    "ones as the paper's code had them. The rate is .05, weights and inputs are scaled as "
    "there.\n\n"
    "Examples:\n"
    "  hebb bench\n"
    "  hebb bench --rules softhebb,hebbnet-as-run,liuson-as-run --units 32,128,512,2048\n"
    "  hebb bench --rules 'oja, {name: softhebb, temperature: 0.5}' --batch 32\n"
    "  hebb bench --inputs 3072 --batch 32 --probe --json\n",
    &bench_command,
    &bench_options};

}  // namespace hebb::cli
