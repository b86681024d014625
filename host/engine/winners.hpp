// winners -- which unit wins a sample.
#pragma once

#include <cstdint>

namespace hebb::engine {

// winners[b] <- the unit with the largest coefficient of sample b, the lowest on a tie; where no
// coefficient is positive, the unit with the largest potential among those whose coefficient is 0.
// c and u are units x batch.
void find_winners(std::uint32_t units, std::uint32_t batch, const float* c, const float* u,
                  std::int32_t* winners);

}  // namespace hebb::engine
