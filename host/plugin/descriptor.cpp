#include "plugin/descriptor.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <set>
#include <string_view>

#include "base/error.hpp"

namespace hebb::plugin {
namespace {

constexpr std::uint32_t kMostParameters = 256;
constexpr std::uint32_t kMostStates = 64;  // one bit each in hebb_rule_plan.states
constexpr std::size_t kLongestText = 4096;

[[noreturn]] void fail(const std::string& message) { throw Error(ExitCode::kMissing, message); }

bool is_utf8(std::string_view text) {
  std::size_t following = 0;
  for (const char ch : text) {
    const auto byte = static_cast<unsigned char>(ch);
    const bool continues = (byte & 0xC0U) == 0x80U;
    if (continues != (following > 0)) return false;
    if (continues) {
      --following;
    } else if (byte >= 0xF8U) {
      return false;
    } else if (byte >= 0xC0U) {
      following = byte >= 0xF0U ? 3 : byte >= 0xE0U ? 2 : 1;
    }
  }
  return following == 0;
}

std::string text_of(const char* text, const std::string& field) {
  if (text == nullptr) fail(field + " is NULL, wanted a string");
  const std::size_t length = strnlen(text, kLongestText + 1);
  if (length > kLongestText) fail(fmt::format("{} is longer than {} bytes", field, kLongestText));
  std::string copy(text, length);
  if (!is_utf8(copy)) fail(field + " is not UTF-8");
  return copy;
}

bool is_word(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  for (const char ch : text) {
    if (!(ch >= 'a' && ch <= 'z') && !(ch >= '0' && ch <= '9') && ch != '_') return false;
  }
  return true;
}

bool is_parameter_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return is_word(name);
  return is_word(name.substr(0, dot)) && is_word(name.substr(dot + 1));
}

std::vector<std::string> split_choices(const std::string& text, const std::string& field) {
  std::vector<std::string> words;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('|', begin), text.size());
    words.push_back(text.substr(begin, end - begin));
    if (!is_word(words.back())) {
      fail(fmt::format("{} has the choice '{}', wanted [a-z][a-z0-9_]*", field, words.back()));
    }
    begin = end + 1;
  }
  return words;
}

void check_range(const Parameter& p, const std::string& field) {
  if (std::isnan(p.minimum) || std::isnan(p.maximum) || p.minimum > p.maximum) {
    fail(fmt::format("{} has the range {}..{}", field, p.minimum, p.maximum));
  }
  const bool above =
      (p.flags & HEBB_PARAM_ABOVE) != 0 ? p.initial > p.minimum : p.initial >= p.minimum;
  const bool below =
      (p.flags & HEBB_PARAM_BELOW) != 0 ? p.initial < p.maximum : p.initial <= p.maximum;
  if (!std::isfinite(p.initial) || !above || !below) {
    fail(fmt::format("{} has the default {}, out of its range {}..{}", field, p.initial, p.minimum,
                     p.maximum));
  }
  if (p.type != HEBB_PARAM_REAL && p.initial != std::floor(p.initial)) {
    fail(fmt::format("{} has the default {}, wanted a whole number", field, p.initial));
  }
}

Parameter read_parameter(const hebb_param& raw, std::size_t index) {
  const std::string place = fmt::format("parameter {}", index);
  Parameter p;
  p.name = text_of(raw.name, place + ": name");
  const std::string field = fmt::format("parameter '{}'", p.name);
  if (!is_parameter_name(p.name)) {
    fail(fmt::format("{}: name is '{}', wanted [a-z][a-z0-9_]* with at most one dot", place,
                     p.name));
  }
  for (const char* reserved : {"name", "sha256", "every", "conscience", "label"}) {
    if (p.name == reserved || p.name.starts_with(std::string(reserved) + ".")) {
      fail(fmt::format("{} uses a name that the host reserves", field));
    }
  }
  // In a sweep a table with a `label` is a labelled value, wherever it stands.
  if (p.name.ends_with(".label")) {
    fail(fmt::format("{} uses a name that the host reserves", field));
  }
  p.type = raw.type;
  if (p.type < HEBB_PARAM_REAL || p.type > HEBB_PARAM_CHOICE) {
    fail(fmt::format("{} has type {}, wanted 1..4", field, p.type));
  }
  constexpr std::uint32_t kFlags = HEBB_PARAM_SCHEDULABLE | HEBB_PARAM_ABOVE | HEBB_PARAM_BELOW;
  if ((raw.flags & ~kFlags) != 0) fail(fmt::format("{} has unknown flags {:#x}", field, raw.flags));
  p.flags = raw.flags;
  p.initial = raw.initial;
  p.minimum = raw.minimum;
  p.maximum = raw.maximum;
  p.unit = text_of(raw.unit, field + ": unit");
  p.doc = text_of(raw.doc, field + ": doc");
  if (p.type == HEBB_PARAM_BOOLEAN) p.minimum = 0, p.maximum = 1;
  if (p.type == HEBB_PARAM_CHOICE) {
    p.choices = split_choices(text_of(raw.choices, field + ": choices"), field);
    p.minimum = 0;
    p.maximum = static_cast<double>(p.choices.size() - 1);
  }
  check_range(p, field);
  return p;
}

// What is reserved may get a meaning, so that nothing but 0 may stand there before.
void refuse_reserved(std::uint32_t reserved, const std::string& place) {
  if (reserved != 0) fail(fmt::format("{}reserved is {}, wanted 0", place, reserved));
}

State read_state(const hebb_state& raw, std::size_t index) {
  const std::string place = fmt::format("state {}", index);
  State s;
  s.name = text_of(raw.name, place + ": name");
  if (!is_word(s.name)) {
    fail(fmt::format("{}: name is '{}', wanted [a-z][a-z0-9_]*", place, s.name));
  }
  const std::string field = fmt::format("state '{}'", s.name);
  s.doc = text_of(raw.doc, field + ": doc");
  refuse_reserved(raw.reserved, field + ": ");
  s.axis = raw.axis;
  s.type = raw.type;
  s.initial = raw.initial;
  s.value = raw.value;
  if (s.axis < HEBB_AXIS_GLOBAL || s.axis > HEBB_AXIS_CLASS_UNIT) {
    fail(fmt::format("{} has axis {}, wanted 1..6", field, s.axis));
  }
  if (s.type < HEBB_TYPE_FLOAT32 || s.type > HEBB_TYPE_INT64) {
    fail(fmt::format("{} has type {}, wanted 1..3", field, s.type));
  }
  if (s.initial < HEBB_INITIAL_VALUE || s.initial > HEBB_INITIAL_UNIFORM) {
    fail(fmt::format("{} has initial {}, wanted 1..3", field, s.initial));
  }
  if (s.initial != HEBB_INITIAL_VALUE && s.type != HEBB_TYPE_FLOAT32) {
    fail(fmt::format("{} is random and not float32", field));
  }
  if (!std::isfinite(s.value)) fail(fmt::format("{} starts at {}", field, s.value));
  return s;
}

void check_tables(const hebb_plugin& plugin) {
  if (plugin.kind == HEBB_KIND_ACTIVATION && plugin.state_count > 0) {
    fail(fmt::format("an activation has {} states, wanted none", plugin.state_count));
  }
  if (plugin.param_count > kMostParameters) {
    fail(fmt::format("has {} parameters, wanted at most {}", plugin.param_count, kMostParameters));
  }
  if (plugin.param_count > 0 &&
      (plugin.params == nullptr || plugin.param_stride < sizeof(hebb_param))) {
    fail(fmt::format("param_stride is {}, wanted at least {}, with params not NULL",
                     plugin.param_stride, sizeof(hebb_param)));
  }
  if (plugin.state_count > kMostStates) {
    fail(fmt::format("has {} states, wanted at most {}", plugin.state_count, kMostStates));
  }
  if (plugin.state_count > 0 &&
      (plugin.states == nullptr || plugin.state_stride < sizeof(hebb_state))) {
    fail(fmt::format("state_stride is {}, wanted at least {}, with states not NULL",
                     plugin.state_stride, sizeof(hebb_state)));
  }
}

void require(bool present, const char* function) {
  if (!present) fail(fmt::format("function {} is NULL", function));
}

void check_head(std::uint32_t size, std::size_t wanted, std::uint32_t reserved) {
  if (size < wanted) fail(fmt::format("functions: struct_size is {}, wanted {}", size, wanted));
  refuse_reserved(reserved, "functions: ");
}

void check_functions(const hebb_plugin& plugin, Kind kind) {
  if (plugin.functions == nullptr) fail("functions is NULL");
  switch (kind) {
    case Kind::kRule: {
      const auto& rule = *static_cast<const hebb_rule*>(plugin.functions);
      check_head(rule.struct_size, sizeof(hebb_rule), rule.reserved);
      require(rule.create != nullptr, "create");
      require(rule.destroy != nullptr, "destroy");
      require(rule.step != nullptr, "step");
      break;
    }
    case Kind::kActivation: {
      const auto& activation = *static_cast<const hebb_activation*>(plugin.functions);
      check_head(activation.struct_size, sizeof(hebb_activation), activation.reserved);
      require(activation.create != nullptr, "create");
      require(activation.destroy != nullptr, "destroy");
      require(activation.forward != nullptr, "forward");
      break;
    }
    case Kind::kMetric: {
      const auto& metric = *static_cast<const hebb_metric*>(plugin.functions);
      check_head(metric.struct_size, sizeof(hebb_metric), metric.reserved);
      require(metric.create != nullptr, "create");
      require(metric.destroy != nullptr, "destroy");
      require(metric.report != nullptr, "report");
      break;
    }
  }
}

template <class Element>
const Element& element(const Element* table, std::uint32_t stride, std::uint32_t index) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(table);
  return *reinterpret_cast<const Element*>(bytes + std::size_t{stride} * index);
}

template <class Entry>
void refuse_twice(const std::vector<Entry>& entries, const char* what) {
  std::set<std::string> names;
  for (const Entry& entry : entries) {
    if (!names.insert(entry.name).second) {
      fail(fmt::format("{} '{}' is declared twice", what, entry.name));
    }
  }
}

}  // namespace

void check_versions(const hebb_plugin& plugin) {
  if (plugin.magic != HEBB_MAGIC) {
    if ((plugin.magic & 0xFFFFFF00U) == (HEBB_MAGIC & 0xFFFFFF00U)) {
      fail(fmt::format("built against draft {} of ABI 1, this host has draft {}: build it again",
                       plugin.magic & 0xFFU, HEBB_ABI_DRAFT));
    }
    fail(fmt::format("magic is {:#x}, wanted {:#x}", plugin.magic, HEBB_MAGIC));
  }
  if (plugin.abi_major != HEBB_ABI_MAJOR) {
    fail(fmt::format("ABI too {}: the plugin has ABI {}.{}, this host {}.{}",
                     plugin.abi_major > HEBB_ABI_MAJOR ? "new" : "old", plugin.abi_major,
                     plugin.abi_minor, HEBB_ABI_MAJOR, HEBB_ABI_MINOR));
  }
  if (plugin.abi_minor > HEBB_ABI_MINOR) {
    fail(fmt::format("ABI too new: the plugin needs ABI {}.{}, this host has {}.{}",
                     plugin.abi_major, plugin.abi_minor, HEBB_ABI_MAJOR, HEBB_ABI_MINOR));
  }
  if (plugin.struct_size < sizeof(hebb_plugin)) {
    fail(fmt::format("struct_size is {}, wanted at least {}", plugin.struct_size,
                     sizeof(hebb_plugin)));
  }
  if (plugin.features_required != 0) {
    fail(
        fmt::format("needs features {:#x} that this host does not have", plugin.features_required));
  }
  refuse_reserved(plugin.reserved, "");
}

void check_identity(const hebb_plugin& plugin, Kind expected_kind, const std::string& expected_id) {
  if (plugin.kind != static_cast<std::uint32_t>(expected_kind)) {
    fail(fmt::format("kind is {}, wanted {} ({}) by its file name", plugin.kind,
                     static_cast<std::uint32_t>(expected_kind), word(expected_kind)));
  }
  const std::string id = text_of(plugin.id, "id");
  if (id != expected_id) {
    fail(fmt::format("id is '{}', wanted '{}' by its file name", id, expected_id));
  }
}

Descriptor read_descriptor(const hebb_plugin& plugin, Kind expected_kind,
                           const std::string& expected_id) {
  check_versions(plugin);
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
  refuse_twice(descriptor.parameters, "parameter");
  refuse_twice(descriptor.states, "state");
  return descriptor;
}

}  // namespace hebb::plugin
