#include "base/blas.hpp"

#include <cblas.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "base/error.hpp"
#include "base/parallel.hpp"

// OpenBLAS keeps a buffer for each call that goes on at once. Exported, though in no header.
extern "C" {
[[gnu::weak]] void* blas_memory_alloc(int position);
[[gnu::weak]] void blas_memory_free(void* buffer);
}

namespace hebb {
namespace {

constexpr std::size_t kBlasBuffer = (std::size_t{128} << 20U) + 4096;  // bytes, of OpenBLAS 0.3.21

// Throws Error (kRunFailed) where memory is short: there OpenBLAS tries again without end.
bool reserve_buffers() {
  const auto count = static_cast<std::size_t>(threads());
  void* room = ::mmap(nullptr, count * kBlasBuffer, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (room == MAP_FAILED) {
    throw Error(ExitCode::kRunFailed,
                "out of memory: OpenBLAS wants " + std::to_string(count * kBlasBuffer >> 20U) +
                    " MB of address space for " + std::to_string(count) + " thread(s)");
  }
  ::munmap(room, count * kBlasBuffer);
  if (blas_memory_alloc == nullptr || blas_memory_free == nullptr) return true;
  std::vector<void*> buffers(count);
  for (void*& buffer : buffers) buffer = blas_memory_alloc(0);
  for (void* buffer : buffers) blas_memory_free(buffer);
  return true;
}

CBLAS_TRANSPOSE operation(bool transpose) { return transpose ? CblasTrans : CblasNoTrans; }
blasint integer(std::size_t n) { return static_cast<blasint>(n); }

}  // namespace

void gemm(bool transpose_a, bool transpose_b, std::size_t m, std::size_t n, std::size_t k,
          float alpha, const float* a, std::size_t lda, const float* b, std::size_t ldb, float beta,
          float* c, std::size_t ldc) {
  if (m == 0 || n == 0) return;
  reserve_blas();
  cblas_sgemm(CblasColMajor, operation(transpose_a), operation(transpose_b), integer(m), integer(n),
              integer(k), alpha, a, integer(std::max<std::size_t>(lda, 1)), b,
              integer(std::max<std::size_t>(ldb, 1)), beta, c, integer(ldc));
}

void gemm(bool transpose_a, bool transpose_b, std::size_t m, std::size_t n, std::size_t k,
          double alpha, const double* a, std::size_t lda, const double* b, std::size_t ldb,
          double beta, double* c, std::size_t ldc) {
  if (m == 0 || n == 0) return;
  reserve_blas();
  cblas_dgemm(CblasColMajor, operation(transpose_a), operation(transpose_b), integer(m), integer(n),
              integer(k), alpha, a, integer(std::max<std::size_t>(lda, 1)), b,
              integer(std::max<std::size_t>(ldb, 1)), beta, c, integer(ldc));
}

void reserve_blas() { [[maybe_unused]] static const bool is_reserved = reserve_buffers(); }

std::string blas_kernel() { return openblas_get_corename(); }

std::string better_blas_kernel() {
  // What OpenBLAS 0.3.21 knows for x86-64 without AVX2, from slow to fast, and its generic names.
  static const std::string kOld[] = {
      "Prescott",  "Core2",  "Penryn",  "Dunnington",   "Nehalem",  "Atom",   "Bobcat",
      "Barcelona", "Athlon", "Opteron", "Opteron_SSE3", "Nano",     "Katmai", "Coppermine",
      "Northwood", "Banias", "Unknown", "Sandybridge",  "Bulldozer"};
  const std::string now = blas_kernel();
  const bool old = std::find(std::begin(kOld), std::end(kOld), now) != std::end(kOld);
  if (!old) return "";
  const bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                      __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (avx512) return "SkylakeX";
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "Haswell";
  return "";
}

void ensure_fast_blas(char** argv) {
  const std::string better = better_blas_kernel();
  const bool is_slow = !better.empty() && std::getenv("OPENBLAS_CORETYPE") == nullptr;
  if (is_slow || std::getenv("OPENBLAS_NUM_THREADS") == nullptr) {
    if (is_slow) setenv("OPENBLAS_CORETYPE", better.c_str(), 0);
    setenv("OPENBLAS_NUM_THREADS", "1", 1);
    execv("/proc/self/exe", argv);  // returns only where it failed; then the slow kernel serves
  }
  openblas_set_num_threads(1);
}

}  // namespace hebb
