// override_fuzz -- `-s key=value` and `--sweep key=a,b`.
//
// Assignments, each behind an 's' or another letter for --sweep, up to the next byte 0.
//
// host: config/*.cpp
// words: config.dict
#include "experiments.hpp"

using namespace hebb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const config::Node base = config::parse_text(
      "schema: 1\ndata: bars\nmodel: {units: 4}\nrule: softhebb\ntrain: {rate: 0.1}\n"
      "metrics: [gini, {name: dead, level: 0.1}]\nprobe: {epochs: 1}\n",
      "base.yaml");
  config::Node document = base;
  fuzz::Input input(data, size);
  try {
    while (!input.rest().empty()) {
      const bool is_setting = input.take<char>() == 's';
      const std::string_view text = input.take_until('\0');
      is_setting ? config::apply_override(document, text)
                 : config::apply_sweep_axis(document, text);
    }
    fuzz::plan(document);
  } catch (const Error& error) {
    fuzz::require(*error.what() != '\0', "an error has a message");
  }
  return 0;
}
