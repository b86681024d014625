// refused_memory -- what becomes of work that is refused memory, once, at each of its allocations.
//
// For one file of a test program: it replaces operator new for all of it.
#pragma once

#include <cstdlib>
#include <new>

namespace hebb::test {

// How many allocations of this thread succeed before one does not; below zero all do.
inline thread_local int given = -1;

// Does `work` with its first allocation refused, then with its second, until none is, and calls
// `look` each time when the work did not throw std::bad_alloc. Returns how often it did.
template <class Work, class Look>
int refuse_each(const Work& work, const Look& look) {
  for (int refused = 0, thrown = 0;; ++refused) {
    given = refused;
    try {
      const auto result = work();
      const bool is_last = given >= 0;
      given = -1;
      look(result);
      if (is_last) return thrown;
    } catch (const std::bad_alloc&) {
      ++thrown;
    }
  }
}

}  // namespace hebb::test

void* operator new(std::size_t size) {
  int& given = hebb::test::given;
  if (given >= 0 && given-- == 0) throw std::bad_alloc();
  if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

// As the standard library's, but a sanitizer has its own that would not come here.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  try {
    return operator new(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
