// hebb/parameters -- typed parameters and states of a plugin written in C++.
#pragma once

#include <hebb/plugin.h>

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace hebb {

// What a plugin says of itself: SemVer, one line, and the source ("" where it has none).
struct About {
  const char* version;
  const char* summary;
  const char* citation;
};

// One parameter, bound to a member of the plugin. The member's initial value is the default, so it
// stands in one place. Chain: real("rate", &Oja::rate).above(0).doc("..."). Strings must be
// literals: they live as long as the library.
template <class Plugin>
class Parameter {
 public:
  Parameter(std::uint32_t type, const char* name, double initial,
            std::function<void(Plugin&, double)> assign)
      : assign_(std::move(assign)) {
    table_.name = name;
    table_.doc = "";
    table_.unit = "";
    table_.choices = nullptr;
    table_.type = type;
    table_.flags = 0;
    table_.initial = initial;
    table_.minimum = -std::numeric_limits<double>::infinity();
    table_.maximum = std::numeric_limits<double>::infinity();
  }

  Parameter& above(double bound) { return at_least(bound).flag(HEBB_PARAM_ABOVE); }
  Parameter& below(double bound) { return at_most(bound).flag(HEBB_PARAM_BELOW); }
  Parameter& at_least(double bound) {
    table_.minimum = bound;
    return *this;
  }
  Parameter& at_most(double bound) {
    table_.maximum = bound;
    return *this;
  }
  Parameter& schedulable() { return flag(HEBB_PARAM_SCHEDULABLE); }
  Parameter& unit(const char* text) {
    table_.unit = text;
    return *this;
  }
  Parameter& choices(const char* text) {
    table_.choices = text;
    return *this;
  }
  Parameter& doc(const char* text) {
    table_.doc = text;
    return *this;
  }

  const hebb_param& table() const { return table_; }
  void assign(Plugin& plugin, double value) const { assign_(plugin, value); }

 private:
  Parameter& flag(std::uint32_t bit) {
    table_.flags |= bit;
    return *this;
  }

  hebb_param table_{};
  std::function<void(Plugin&, double)> assign_;
};

template <class Plugin>
using Parameters = std::vector<Parameter<Plugin>>;

template <class Plugin>
Parameter<Plugin> real(const char* name, double Plugin::*member) {
  return {HEBB_PARAM_REAL, name, Plugin().*member,
          [member](Plugin& plugin, double value) { plugin.*member = value; }};
}

template <class Plugin>
Parameter<Plugin> integer(const char* name, std::int64_t Plugin::*member) {
  return {HEBB_PARAM_INTEGER, name, static_cast<double>(Plugin().*member),
          [member](Plugin& plugin, double value) {
            plugin.*member = static_cast<std::int64_t>(value);
          }};
}

template <class Plugin>
Parameter<Plugin> boolean(const char* name, bool Plugin::*member) {
  return {HEBB_PARAM_BOOLEAN, name, Plugin().*member ? 1.0 : 0.0,
          [member](Plugin& plugin, double value) { plugin.*member = value != 0.0; }};
}

// `words` are the enumerators in order, from 0: "first|second".
template <class Plugin, class Choice>
Parameter<Plugin> choice(const char* name, Choice Plugin::*member, const char* words) {
  static_assert(std::is_enum<Choice>::value, "a choice is an enum that counts from 0");
  Parameter<Plugin> parameter(HEBB_PARAM_CHOICE, name, static_cast<double>(Plugin().*member),
                              [member](Plugin& plugin, double value) {
                                plugin.*member = static_cast<Choice>(static_cast<int>(value));
                              });
  return parameter.choices(words);
}

// A state that starts with every element at `value`.
inline hebb_state state(const char* name, std::uint32_t axis, const char* doc, double value = 0,
                        std::uint32_t type = HEBB_TYPE_FLOAT32) {
  return {name, doc, axis, type, HEBB_INITIAL_VALUE, 0, value};
}

// A state that starts normal, mean 0 and the given standard deviation.
inline hebb_state random_state(const char* name, std::uint32_t axis, const char* doc,
                               double deviation) {
  return {name, doc, axis, HEBB_TYPE_FLOAT32, HEBB_INITIAL_NORMAL, 0, deviation};
}

}  // namespace hebb
