// blas -- single-threaded matrix products (OpenBLAS) and the kernel that they run on.
#pragma once

#include <cstddef>
#include <string>

namespace hebb {

// C <- alpha op(A) op(B) + beta C; column-major, C m x n, op(A) m x k, op(B) k x n.
// Single-threaded: threads are the host's, one tile each.
void gemm(bool transpose_a, bool transpose_b, std::size_t m, std::size_t n, std::size_t k,
          float alpha, const float* a, std::size_t lda, const float* b, std::size_t ldb, float beta,
          float* c, std::size_t ldc);
void gemm(bool transpose_a, bool transpose_b, std::size_t m, std::size_t n, std::size_t k,
          double alpha, const double* a, std::size_t lda, const double* b, std::size_t ldb,
          double beta, double* c, std::size_t ldc);

// Has OpenBLAS take its buffers for all threads() now. Throws Error (kRunFailed) where the address
// space is too small; without this OpenBLAS would look for memory for ever. gemm does it by itself;
// for others who call BLAS.
void reserve_blas();

// The kernel in use, as OpenBLAS names it ("SkylakeX", "Haswell", "Prescott").
[[nodiscard]] std::string blas_kernel();

// The kernel that this processor deserves if OpenBLAS chose one for an older processor, "" if its
// choice is good. OpenBLAS 0.3.21 does not know newer Xeons and falls back to Prescott, 5 times
// slower, without a word.
[[nodiscard]] std::string better_blas_kernel();

// Makes BLAS fast and single-threaded: where a better kernel exists and the user has not chosen
// one (OPENBLAS_CORETYPE), or where OpenBLAS has started threads of its own, which under a limit of
// memory never end, executes this program again with the variables set. Call first in main. Returns
// where nothing is to be done or nothing can be.
void ensure_fast_blas(char** argv);

}  // namespace hebb
