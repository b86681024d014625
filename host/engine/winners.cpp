#include "engine/winners.hpp"

#include <cstddef>

#include "base/vector_math.hpp"

namespace hebb::engine {

void find_winners(std::uint32_t units, std::uint32_t batch, const float* c, const float* u,
                  std::int32_t* winners) {
  column_winners(units, batch, c, winners);
  for (std::uint32_t b = 0; b < batch; ++b) {
    const float* coefficients = c + std::size_t{b} * units;
    if (coefficients[winners[b]] != 0.0F) continue;
    // No coefficient is positive: the unit with the largest potential among those that have none.
    const float* potentials = u + std::size_t{b} * units;
    for (std::uint32_t j = 0; j < units; ++j) {
      if (coefficients[j] == 0.0F && potentials[j] > potentials[winners[b]]) {
        winners[b] = static_cast<std::int32_t>(j);
      }
    }
  }
}

}  // namespace hebb::engine
