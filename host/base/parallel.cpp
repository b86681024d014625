#include "base/parallel.hpp"

#include <omp.h>

#include <algorithm>
#include <exception>

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void* mark);
extern "C" void __tsan_release(void* mark);
#endif

namespace hebb {
namespace {

int thread_count = 0;

// What a parallel region orders: all before it comes before each tile, each tile before all after
// it. ThreadSanitizer does not see into libgomp and has to be told.
char before_tiles;
char after_tiles;
#if defined(__SANITIZE_THREAD__)
void release(char& mark) { __tsan_release(&mark); }
void acquire(char& mark) { __tsan_acquire(&mark); }
#else
void release(char&) {}
void acquire(char&) {}
#endif

}  // namespace

void set_threads(int count) { thread_count = count; }

int threads() { return thread_count > 0 ? thread_count : omp_get_num_procs(); }

ThreadLimit::ThreadLimit(int most) : before_(thread_count) {
  set_threads(std::min(threads(), most));
}
ThreadLimit::~ThreadLimit() { set_threads(before_); }

// Its own variables, which libgomp hands to the threads, stay out of ThreadSanitizer's sight.
__attribute__((no_sanitize("thread"))) void detail::run_tiles(
    std::size_t count, void (*body)(const void*, std::size_t), const void* context) {
  if (count <= 1 || threads() == 1) {
    for (std::size_t tile = 0; tile < count; ++tile) body(context, tile);
    return;
  }
  std::exception_ptr failure;
  std::size_t failed_tile = count;
  release(before_tiles);
#pragma omp parallel for schedule(dynamic) num_threads(threads())
  for (std::size_t tile = 0; tile < count; ++tile) {
    acquire(before_tiles);
    try {
      body(context, tile);
    } catch (...) {
#pragma omp critical
      if (tile < failed_tile) {
        failed_tile = tile;
        failure = std::current_exception();
      }
    }
    release(after_tiles);
  }
  acquire(after_tiles);
  if (failure) std::rethrow_exception(failure);
}

}  // namespace hebb
