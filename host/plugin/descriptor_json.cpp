// descriptor_json -- the descriptor on its way from the probing child to the host.
#include <cmath>
#include <limits>

#include "plugin/descriptor.hpp"

namespace hebb::plugin {
namespace {

// Bounds of a range that are infinite have no JSON number: they are left out.
nlohmann::json bound(double value) {
  return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

}  // namespace

nlohmann::json to_json(const Descriptor& d) {
  nlohmann::json json{{"kind", word(d.kind)},
                      {"id", d.id},
                      {"version", d.version},
                      {"summary", d.summary},
                      {"citation", d.citation},
                      {"abi_major", HEBB_ABI_MAJOR},
                      {"abi_minor", d.abi_minor},
                      {"parameters", nlohmann::json::array()},
                      {"states", nlohmann::json::array()}};
  for (const Parameter& p : d.parameters) {
    json["parameters"].push_back({{"name", p.name},
                                  {"type", p.type},
                                  {"flags", p.flags},
                                  {"initial", p.initial},
                                  {"minimum", bound(p.minimum)},
                                  {"maximum", bound(p.maximum)},
                                  {"choices", p.choices},
                                  {"unit", p.unit},
                                  {"doc", p.doc}});
  }
  for (const State& s : d.states) {
    json["states"].push_back({{"name", s.name},
                              {"axis", s.axis},
                              {"type", s.type},
                              {"initial", s.initial},
                              {"value", s.value},
                              {"doc", s.doc}});
  }
  return json;
}

Descriptor descriptor_from_json(const nlohmann::json& json) {
  Descriptor d;
  for (const Kind kind : kKinds) {
    if (json.at("kind") == word(kind)) d.kind = kind;
  }
  d.id = json.at("id");
  d.version = json.at("version");
  d.summary = json.at("summary");
  d.citation = json.at("citation");
  d.abi_minor = json.at("abi_minor");
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const auto& p : json.at("parameters")) {
    d.parameters.push_back({p.at("name"), p.at("type"), p.at("flags"), p.at("initial"),
                            p.at("minimum").is_null() ? -kInfinity : p.at("minimum").get<double>(),
                            p.at("maximum").is_null() ? kInfinity : p.at("maximum").get<double>(),
                            p.at("choices"), p.at("unit"), p.at("doc")});
  }
  for (const auto& s : json.at("states")) {
    d.states.push_back(
        {s.at("name"), s.at("axis"), s.at("type"), s.at("initial"), s.at("value"), s.at("doc")});
  }
  return d;
}

}  // namespace hebb::plugin
