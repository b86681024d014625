// config_fuzz -- an experiment's file: YAML, the typed tree, and its runs with all values.
//
// host: config/*.cpp
// words: config.dict
#include "experiments.hpp"

using namespace hebb;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const fuzz::Input input(data, size);
  try {
    config::Node document = config::parse_text(input.rest(), "fuzz.yaml");
    fuzz::plan(document);
    config::apply_quick(document);
    fuzz::plan(document);
  } catch (const Error& error) {
    fuzz::require(*error.what() != '\0', "an error has a message");
  }
  return 0;
}
