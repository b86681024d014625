// basis -- random orthonormal bases, for made data whose true directions are known.
#pragma once

#include <cstddef>
#include <vector>

#include "base/random.hpp"

namespace hebb::data {

inline constexpr std::size_t kMaxMadeInputs = 1024;  // a basis takes n^3 operations, a sample n^2

// n x n, column-major: orthonormal columns, uniform over all such bases (Haar). A column of
// standard normals is made orthogonal to those before it, one after another.
[[nodiscard]] std::vector<double> random_basis(std::size_t n, RandomStream stream);

// x (n floats) <- sum over k of z_k times column k of `matrix`, n x n column-major.
void mix(const std::vector<double>& matrix, const std::vector<double>& z, float* x);

// Throws Error (kUsage), naming the source, if a made sample of so many inputs is not offered.
void check_inputs(const char* source, std::size_t inputs);

}  // namespace hebb::data
