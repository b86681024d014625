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

// The kernel in use, as OpenBLAS names it ("SkylakeX", "Haswell", "Prescott").
[[nodiscard]] std::string blas_kernel();

// The kernel that this processor deserves if OpenBLAS chose one for an older processor, "" if its
// choice is good. OpenBLAS 0.3.21 does not know newer Xeons and falls back to Prescott, 5 times
// slower, without a word.
[[nodiscard]] std::string better_blas_kernel();

// Makes BLAS fast and single-threaded: where a better kernel exists and the user has not chosen
// one (OPENBLAS_CORETYPE), executes this program again with it. Call first in main. Returns where
// nothing is to be done or nothing can be.
void ensure_fast_blas(char** argv);

}  // namespace hebb
