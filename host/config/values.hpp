// values -- one value against its type and range.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

#include "config/bounds.hpp"
#include "config/node.hpp"

namespace hebb::config {

// `key` is the name that messages use, "metrics[1].every". All throw Error (kUsage) with the
// value's mark: "model.units is a string 'many', wanted an integer", "model.units is 0, wanted
// 1..1048576".

[[noreturn]] void fail_type(const Node& node, const std::string& key, const std::string& wanted);
[[noreturn]] void fail_range(const Node& node, const std::string& key, const std::string& wanted);

// The bounds must lie within +-kLargestExact.
[[nodiscard]] std::int64_t integer_value(const Node& node, const std::string& key,
                                         const Bounds& bounds);
// Accepts integers; -0 becomes 0, so that both give the same run.
[[nodiscard]] double real_value(const Node& node, const std::string& key, const Bounds& bounds);
[[nodiscard]] bool boolean_value(const Node& node, const std::string& key);
[[nodiscard]] std::string string_value(const Node& node, const std::string& key);
// The index of the value among the choices.
[[nodiscard]] std::size_t choice_value(const Node& node, const std::string& key,
                                       std::span<const std::string> choices);
// Absolute and without links, dots or a slash at the end; the file need not exist. Relative paths
// start at the folder of the file that the value stands in, or at the current one for an option.
[[nodiscard]] std::filesystem::path path_value(const Node& node, const std::string& key);
// 64 lower-case hex digits.
[[nodiscard]] std::string digest_value(const Node& node, const std::string& key);

}  // namespace hebb::config
