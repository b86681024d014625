// aligned -- arrays that start at a multiple of 64 bytes, as the plugin contract promises, and lie
// in large pages where they are large: reading samples in random order is bound by page look-ups.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <vector>

namespace hebb {

template <class Element>
struct AlignedAllocator {
  using value_type = Element;

  AlignedAllocator() = default;
  template <class Other>
  explicit AlignedAllocator(const AlignedAllocator<Other>&) noexcept {}

  Element* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(Element);
    void* memory = ::operator new(bytes, alignment(bytes));
#ifdef MADV_HUGEPAGE
    // Advice: the array is the same where the kernel does not take it.
    if (bytes >= kLarge) (void)madvise(memory, bytes, MADV_HUGEPAGE);
#endif
    return static_cast<Element*>(memory);
  }
  void deallocate(Element* memory, std::size_t count) noexcept {
    ::operator delete(memory, alignment(count * sizeof(Element)));
  }
  bool operator==(const AlignedAllocator&) const noexcept { return true; }

 private:
  static constexpr std::size_t kLarge = std::size_t{4} << 20U;
  static constexpr std::size_t kLargePage = std::size_t{2} << 20U;

  static std::align_val_t alignment(std::size_t bytes) noexcept {
    return std::align_val_t{bytes >= kLarge ? kLargePage : 64};
  }
};

template <class Element>
using AlignedVector = std::vector<Element, AlignedAllocator<Element>>;

}  // namespace hebb
