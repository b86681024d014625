// descriptor_test -- what a plugin says of itself, on its way to the host as JSON.
#include "plugin/descriptor.hpp"

#include <catch2/catch.hpp>

#include "base/error.hpp"

using namespace hebb;
using namespace hebb::plugin;

namespace {

const hebb_activation kFunctions{
    sizeof(hebb_activation),
    0,
    [](const hebb_host*, const hebb_setup*, hebb_activation_plan*, void**) { return 0; },
    [](void*) {},
    [](void*, const hebb_host*, const hebb_activation_forward*) { return 0; },
    nullptr};

hebb_plugin sound_plugin() {
  hebb_plugin plugin{};
  plugin.magic = HEBB_MAGIC;
  plugin.struct_size = sizeof plugin;
  plugin.abi_major = HEBB_ABI_MAJOR;
  plugin.kind = HEBB_KIND_ACTIVATION;
  plugin.id = "made";
  plugin.version = "1.0.0";
  plugin.summary = "r\xC3\xA8gle";
  plugin.citation = "";
  plugin.functions = &kFunctions;
  return plugin;
}

Descriptor read(const hebb_plugin& plugin) {
  return read_descriptor(plugin, Kind::kActivation, "made");
}

}  // namespace

TEST_CASE("descriptor: it arrives as it was sent, open ranges too") {
  hebb_plugin plugin = sound_plugin();
  const double infinite = HUGE_VAL;
  const hebb_param gain{"gain",  "doc",           "1/s",
                        nullptr, HEBB_PARAM_REAL, HEBB_PARAM_SCHEDULABLE,
                        0.5,     -infinite,       infinite};
  plugin.params = &gain;
  plugin.param_count = 1;
  plugin.param_stride = sizeof gain;
  const std::string sent = to_json(read(plugin)).dump();
  CHECK(to_json(descriptor_from_json(nlohmann::json::parse(sent))).dump() == sent);
}

TEST_CASE("descriptor: text that JSON cannot hold is refused, not sent") {
  for (const char* summary : {"overlong \xC0\x80", "surrogate \xED\xA0\x80"}) {
    hebb_plugin plugin = sound_plugin();
    plugin.summary = summary;
    CHECK_THROWS_WITH(read(plugin), "summary is not UTF-8");
  }
}
