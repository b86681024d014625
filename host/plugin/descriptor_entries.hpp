// descriptor_entries -- the entries of a descriptor's tables, checked and copied.
#pragma once

#include <hebb/plugin.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "plugin/descriptor.hpp"

namespace hebb::plugin {

// Throws Error (kMissing): the descriptor breaks the contract.
[[noreturn]] void refuse(const std::string& message);

// What is reserved may get a meaning, so that nothing but 0 may stand there before.
void refuse_reserved(std::uint32_t reserved, const std::string& place);

// A copy of a string of the descriptor: not NULL, UTF-8, of bounded length.
[[nodiscard]] std::string text_of(const char* text, const std::string& field);

[[nodiscard]] Parameter read_parameter(const hebb_param& raw, std::size_t index);
[[nodiscard]] State read_state(const hebb_state& raw, std::size_t index);

// Refuses names that stand twice, or as a value and as a table.
void check_names(const Descriptor& descriptor);

}  // namespace hebb::plugin
