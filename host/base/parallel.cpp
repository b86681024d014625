#include "base/parallel.hpp"

#include <omp.h>

#include <algorithm>
#include <exception>

namespace hebb {
namespace {
int thread_count = 0;
}

void set_threads(int count) { thread_count = count; }

int threads() { return thread_count > 0 ? thread_count : omp_get_num_procs(); }

ThreadLimit::ThreadLimit(int most) : before_(thread_count) {
  set_threads(std::min(threads(), most));
}
ThreadLimit::~ThreadLimit() { set_threads(before_); }

void detail::run_tiles(std::size_t count, void (*body)(const void*, std::size_t),
                       const void* context) {
  if (count <= 1 || threads() == 1) {
    for (std::size_t tile = 0; tile < count; ++tile) body(context, tile);
    return;
  }
  std::exception_ptr failure;
  std::size_t failed_tile = count;
#pragma omp parallel for schedule(dynamic) num_threads(threads())
  for (std::size_t tile = 0; tile < count; ++tile) {
    try {
      body(context, tile);
    } catch (...) {
#pragma omp critical
      if (tile < failed_tile) {
        failed_tile = tile;
        failure = std::current_exception();
      }
    }
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace hebb
