// aligned -- arrays that start at a multiple of 64 bytes, as the plugin contract promises.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace hebb {

template <class Element>
struct AlignedAllocator {
  using value_type = Element;
  static constexpr std::align_val_t kAlignment{64};

  AlignedAllocator() = default;
  template <class Other>
  explicit AlignedAllocator(const AlignedAllocator<Other>&) noexcept {}

  Element* allocate(std::size_t count) {
    return static_cast<Element*>(::operator new(count * sizeof(Element), kAlignment));
  }
  void deallocate(Element* memory, std::size_t) noexcept { ::operator delete(memory, kAlignment); }
  bool operator==(const AlignedAllocator&) const noexcept { return true; }
};

template <class Element>
using AlignedVector = std::vector<Element, AlignedAllocator<Element>>;

}  // namespace hebb
