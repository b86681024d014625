#include "plugin/descriptor_entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "base/utf8.hpp"

namespace hebb::plugin {
namespace {

constexpr std::size_t kLongestText = 4096;

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
    if (std::count(words.begin(), words.end(), words.back()) > 1) {
      refuse(fmt::format("{} has the choice '{}' twice", field, words.back()));
    }
    if (!is_word(words.back())) {
      refuse(fmt::format("{} has the choice '{}', wanted [a-z][a-z0-9_]*", field, words.back()));
    }
    begin = end + 1;
  }
  return words;
}

void check_range(const Parameter& p, const std::string& field) {
  if (std::isnan(p.minimum) || std::isnan(p.maximum) || p.minimum > p.maximum) {
    refuse(fmt::format("{} has the range {}..{}", field, p.minimum, p.maximum));
  }
  const bool above =
      (p.flags & HEBB_PARAM_ABOVE) != 0 ? p.initial > p.minimum : p.initial >= p.minimum;
  const bool below =
      (p.flags & HEBB_PARAM_BELOW) != 0 ? p.initial < p.maximum : p.initial <= p.maximum;
  if (!std::isfinite(p.initial) || !above || !below) {
    refuse(fmt::format("{} has the default {}, out of its range {}..{}", field, p.initial,
                       p.minimum, p.maximum));
  }
  if (p.type != HEBB_PARAM_REAL && p.initial != std::floor(p.initial)) {
    refuse(fmt::format("{} has the default {}, wanted a whole number", field, p.initial));
  }
}

template <class Entry>
void refuse_twice(const std::vector<Entry>& entries, const char* what) {
  std::set<std::string> names;
  for (const Entry& entry : entries) {
    if (!names.insert(entry.name).second) {
      refuse(fmt::format("{} '{}' is declared twice", what, entry.name));
    }
  }
}

// "x" and "x.y": in YAML x would be a value and a table.
void refuse_table_and_value(const std::vector<Parameter>& parameters) {
  std::set<std::string> names;
  for (const Parameter& parameter : parameters) names.insert(parameter.name);
  for (const std::string& name : names) {
    const std::string table = name.substr(0, name.find('.'));
    if (table == name || names.count(table) == 0) continue;
    refuse(fmt::format("parameters '{}' and '{}': one is a table with the name of the other", table,
                       name));
  }
}

}  // namespace

void refuse(const std::string& message) { throw Error(ExitCode::kMissing, message); }

void refuse_reserved(std::uint32_t reserved, const std::string& place) {
  if (reserved != 0) refuse(fmt::format("{}reserved is {}, wanted 0", place, reserved));
}

std::string text_of(const char* text, const std::string& field) {
  if (text == nullptr) refuse(field + " is NULL, wanted a string");
  const std::size_t length = strnlen(text, kLongestText + 1);
  if (length > kLongestText) refuse(fmt::format("{} is longer than {} bytes", field, kLongestText));
  std::string copy(text, length);
  if (first_non_utf8(copy)) refuse(field + " is not UTF-8");
  return copy;
}

Parameter read_parameter(const hebb_param& raw, std::size_t index) {
  const std::string place = fmt::format("parameter {}", index);
  Parameter p;
  p.name = text_of(raw.name, place + ": name");
  const std::string field = fmt::format("parameter '{}'", p.name);
  if (!is_parameter_name(p.name)) {
    refuse(fmt::format("{}: name is '{}', wanted [a-z][a-z0-9_]* with at most one dot", place,
                       p.name));
  }
  for (const char* reserved : {"name", "sha256", "every", "conscience", "label"}) {
    if (p.name == reserved || p.name.starts_with(std::string(reserved) + ".")) {
      refuse(fmt::format("{} uses a name that the host reserves", field));
    }
  }
  // In a sweep a table with a `label` is a labelled value, wherever it stands.
  if (p.name.ends_with(".label")) {
    refuse(fmt::format("{} uses a name that the host reserves", field));
  }
  p.type = raw.type;
  if (p.type < HEBB_PARAM_REAL || p.type > HEBB_PARAM_CHOICE) {
    refuse(fmt::format("{} has type {}, wanted 1..4", field, p.type));
  }
  constexpr std::uint32_t kFlags = HEBB_PARAM_SCHEDULABLE | HEBB_PARAM_ABOVE | HEBB_PARAM_BELOW;
  if ((raw.flags & ~kFlags) != 0)
    refuse(fmt::format("{} has unknown flags {:#x}", field, raw.flags));
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

State read_state(const hebb_state& raw, std::size_t index) {
  const std::string place = fmt::format("state {}", index);
  State s;
  s.name = text_of(raw.name, place + ": name");
  if (!is_word(s.name)) {
    refuse(fmt::format("{}: name is '{}', wanted [a-z][a-z0-9_]*", place, s.name));
  }
  const std::string field = fmt::format("state '{}'", s.name);
  s.doc = text_of(raw.doc, field + ": doc");
  refuse_reserved(raw.reserved, field + ": ");
  s.axis = raw.axis;
  s.type = raw.type;
  s.initial = raw.initial;
  s.value = raw.value;
  if (s.axis < HEBB_AXIS_GLOBAL || s.axis > HEBB_AXIS_CLASS_UNIT) {
    refuse(fmt::format("{} has axis {}, wanted 1..6", field, s.axis));
  }
  if (s.type < HEBB_TYPE_FLOAT32 || s.type > HEBB_TYPE_INT64) {
    refuse(fmt::format("{} has type {}, wanted 1..3", field, s.type));
  }
  if (s.initial < HEBB_INITIAL_VALUE || s.initial > HEBB_INITIAL_UNIFORM) {
    refuse(fmt::format("{} has initial {}, wanted 1..3", field, s.initial));
  }
  if (s.initial != HEBB_INITIAL_VALUE && s.type != HEBB_TYPE_FLOAT32) {
    refuse(fmt::format("{} is random and not float32", field));
  }
  constexpr double kLargestInteger = 9007199254740992.0;  // 2^53: a double holds no more exactly
  if (!std::isfinite(s.value)) refuse(fmt::format("{} starts at {}", field, s.value));
  if (s.type == HEBB_TYPE_INT64 &&
      (s.value != std::floor(s.value) || std::abs(s.value) > kLargestInteger)) {
    refuse(fmt::format("{} starts at {}, wanted a whole number of at most 2^53", field, s.value));
  }
  return s;
}

void check_names(const Descriptor& descriptor) {
  refuse_twice(descriptor.parameters, "parameter");
  refuse_table_and_value(descriptor.parameters);
  refuse_twice(descriptor.states, "state");
}

}  // namespace hebb::plugin
