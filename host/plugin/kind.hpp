// kind -- the three kinds of plugins and the law that names their files.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace hebb::plugin {

enum class Kind : std::uint32_t { kRule = 1, kActivation = 2, kMetric = 3 };

inline constexpr std::array<Kind, 3> kKinds{Kind::kRule, Kind::kActivation, Kind::kMetric};

[[nodiscard]] constexpr std::string_view word(Kind kind) {
  switch (kind) {
    case Kind::kRule:
      return "rule";
    case Kind::kActivation:
      return "activation";
    case Kind::kMetric:
      return "metric";
  }
  return "";
}

// ^[a-z0-9][a-z0-9_-]{0,63}$
[[nodiscard]] bool is_plugin_name(std::string_view name);

// "hebb_rule_softhebb.so"
[[nodiscard]] std::string file_name(Kind kind, std::string_view name);

// The kind and name in a file name; false if it is none.
[[nodiscard]] bool parse_file_name(std::string_view file, Kind& kind, std::string& name);

}  // namespace hebb::plugin
