// prefix -- structs that a plugin hands over, as long as its own header has them.
//
// Minors of the ABI only append. A plugin that was built with an older header has shorter structs,
// one that was built with a newer header has longer ones: the host reads what both know. What is
// missing is 0 or NULL, which every appended field takes for "not there".
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <type_traits>

namespace hebb::plugin {

// Where a struct of ABI 1.0 ends: behind its last field. A plugin's struct_size and strides are at
// least this.
#define HEBB_END_OF(Struct, field) (offsetof(Struct, field) + sizeof(Struct::field))

// The first `size` bytes at `memory` as a Struct.
template <class Struct>
[[nodiscard]] Struct prefix(const void* memory, std::size_t size) {
  static_assert(std::is_trivially_copyable_v<Struct>);
  Struct copy{};
  std::memcpy(&copy, memory, std::min(size, sizeof copy));
  return copy;
}

}  // namespace hebb::plugin
