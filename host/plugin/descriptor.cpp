#include "plugin/descriptor.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <set>

#include "base/error.hpp"
#include "plugin/descriptor_entries.hpp"
#include "plugin/prefix.hpp"

namespace hebb::plugin {
namespace {

constexpr std::uint32_t kMostParameters = 256;
constexpr std::uint32_t kMostStates = 64;  // one bit each in hebb_rule_plan.states

// The last field of each struct in ABI 1.0. Later minors append behind them; these lines stay.
constexpr std::size_t kLeastPlugin = HEBB_END_OF(hebb_plugin, functions);
constexpr std::size_t kLeastParam = HEBB_END_OF(hebb_param, maximum);
constexpr std::size_t kLeastState = HEBB_END_OF(hebb_state, value);
constexpr std::size_t kLeastRule = HEBB_END_OF(hebb_rule, step);
constexpr std::size_t kLeastActivation = HEBB_END_OF(hebb_activation, gradient);
constexpr std::size_t kLeastMetric = HEBB_END_OF(hebb_metric, report);

void check_tables(const hebb_plugin& plugin) {
  if (plugin.kind == HEBB_KIND_ACTIVATION && plugin.state_count > 0) {
    refuse(fmt::format("an activation has {} states, wanted none", plugin.state_count));
  }
  if (plugin.param_count > kMostParameters) {
    refuse(
        fmt::format("has {} parameters, wanted at most {}", plugin.param_count, kMostParameters));
  }
  if (plugin.param_count > 0 && (plugin.params == nullptr || plugin.param_stride < kLeastParam)) {
    refuse(fmt::format("param_stride is {}, wanted at least {}, with params not NULL",
                       plugin.param_stride, kLeastParam));
  }
  if (plugin.state_count > kMostStates) {
    refuse(fmt::format("has {} states, wanted at most {}", plugin.state_count, kMostStates));
  }
  if (plugin.state_count > 0 && (plugin.states == nullptr || plugin.state_stride < kLeastState)) {
    refuse(fmt::format("state_stride is {}, wanted at least {}, with states not NULL",
                       plugin.state_stride, kLeastState));
  }
}

void require(bool present, const char* function) {
  if (!present) refuse(fmt::format("function {} is NULL", function));
}

// The functions at `memory`, whose struct_size is at least `least`.
template <class Functions>
Functions functions_at(const void* memory, std::size_t least) {
  const auto size = *static_cast<const std::uint32_t*>(memory);
  if (size < least) {
    refuse(fmt::format("functions: struct_size is {}, wanted at least {}", size, least));
  }
  const auto functions = prefix<Functions>(memory, size);
  refuse_reserved(functions.reserved, "functions: ");
  return functions;
}

void check_functions(const hebb_plugin& plugin, Kind kind) {
  if (plugin.functions == nullptr) refuse("functions is NULL");
  switch (kind) {
    case Kind::kRule: {
      const auto rule = functions_at<hebb_rule>(plugin.functions, kLeastRule);
      require(rule.create != nullptr, "create");
      require(rule.destroy != nullptr, "destroy");
      require(rule.step != nullptr, "step");
      break;
    }
    case Kind::kActivation: {
      const auto activation = functions_at<hebb_activation>(plugin.functions, kLeastActivation);
      require(activation.create != nullptr, "create");
      require(activation.destroy != nullptr, "destroy");
      require(activation.forward != nullptr, "forward");
      break;
    }
    case Kind::kMetric: {
      const auto metric = functions_at<hebb_metric>(plugin.functions, kLeastMetric);
      require(metric.create != nullptr, "create");
      require(metric.destroy != nullptr, "destroy");
      require(metric.report != nullptr, "report");
      break;
    }
  }
}

template <class Element>
Element element(const Element* table, std::uint32_t stride, std::uint32_t index) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(table);
  return prefix<Element>(bytes + std::size_t{stride} * index, stride);
}

// What a metric reports is written under its id, beside names of the host's own.
void refuse_reserved_id(const std::string& id) {
  static const std::set<std::string> names{"features", "head",          "head_weights",
                                           "probe",    "samples",       "step",
                                           "train",    "true_features", "weights"};
  const bool layer =
      id.starts_with("layer") && id.find_first_not_of("0123456789", 5) == std::string::npos;
  if (names.count(id) > 0 || layer) {
    refuse(
        fmt::format("id is '{}', which no metric may be called: the host uses it in results", id));
  }
}

}  // namespace

void check_versions(const hebb_plugin& plugin) {
  if (plugin.magic != HEBB_MAGIC) {
    if ((plugin.magic & 0xFFFFFF00U) == (HEBB_MAGIC & 0xFFFFFF00U)) {
      refuse(fmt::format("built against draft {} of ABI 1, which is 1.{} now: build it again",
                         plugin.magic & 0xFFU, HEBB_ABI_MINOR));
    }
    refuse(fmt::format("magic is {:#x}, wanted {:#x}", plugin.magic, HEBB_MAGIC));
  }
  if (plugin.abi_major != HEBB_ABI_MAJOR) {
    refuse(fmt::format("ABI too {}: the plugin has ABI {}.{}, this host {}.{}",
                       plugin.abi_major > HEBB_ABI_MAJOR ? "new" : "old", plugin.abi_major,
                       plugin.abi_minor, HEBB_ABI_MAJOR, HEBB_ABI_MINOR));
  }
  if (plugin.abi_minor > HEBB_ABI_MINOR) {
    refuse(fmt::format("ABI too new: the plugin needs ABI {}.{}, this host has {}.{}",
                       plugin.abi_major, plugin.abi_minor, HEBB_ABI_MAJOR, HEBB_ABI_MINOR));
  }
  if (plugin.struct_size < kLeastPlugin) {
    refuse(fmt::format("struct_size is {}, wanted at least {}", plugin.struct_size, kLeastPlugin));
  }
  if (plugin.features_required != 0) {
    refuse(
        fmt::format("needs features {:#x} that this host does not have", plugin.features_required));
  }
  refuse_reserved(plugin.reserved, "");
}

void check_identity(const hebb_plugin& plugin, Kind expected_kind, const std::string& expected_id) {
  if (plugin.kind != static_cast<std::uint32_t>(expected_kind)) {
    refuse(fmt::format("kind is {}, wanted {} ({}) by its file name", plugin.kind,
                       static_cast<std::uint32_t>(expected_kind), word(expected_kind)));
  }
  const std::string id = text_of(plugin.id, "id");
  if (id != expected_id) {
    refuse(fmt::format("id is '{}', wanted '{}' by its file name", id, expected_id));
  }
  if (expected_kind == Kind::kMetric) refuse_reserved_id(id);
}

Descriptor read_descriptor(const hebb_plugin& raw, Kind expected_kind,
                           const std::string& expected_id) {
  check_versions(raw);
  const auto plugin = prefix<hebb_plugin>(&raw, raw.struct_size);
  check_identity(plugin, expected_kind, expected_id);
  check_tables(plugin);
  check_functions(plugin, expected_kind);
  Descriptor descriptor;
  descriptor.kind = expected_kind;
  descriptor.id = expected_id;
  descriptor.version = text_of(plugin.version, "version");
  descriptor.summary = text_of(plugin.summary, "summary");
  descriptor.citation = text_of(plugin.citation, "citation");
  descriptor.abi_minor = plugin.abi_minor;
  for (std::uint32_t i = 0; i < plugin.param_count; ++i) {
    descriptor.parameters.push_back(
        read_parameter(element(plugin.params, plugin.param_stride, i), i));
  }
  for (std::uint32_t i = 0; i < plugin.state_count; ++i) {
    descriptor.states.push_back(read_state(element(plugin.states, plugin.state_stride, i), i));
  }
  check_names(descriptor);
  return descriptor;
}

}  // namespace hebb::plugin
