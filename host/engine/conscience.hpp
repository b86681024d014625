// conscience -- a competition bias that holds back units that win too often, for any rule with a
// competition: the rule adds it to what competes, and nowhere else.
//
//   b_j = C (1 / units - p_j)
//   p_j <- p_j + B (wins_j - batch p_j)     p_j starts at 1 / units
//
// wins_j counts the samples of the batch that unit j wins, the bias included; B times the batch
// counts as 1 where it is more. DeSieno, "Adding a conscience to competitive learning", ICNN 1988,
// doi:10.1109/ICNN.1988.23839, equations 3 and 4; there p_j follows the winners without the bias.
#pragma once

#include <cstdint>
#include <vector>

#include "base/aligned.hpp"
#include "plugin/state.hpp"

namespace hebb::engine {

class Conscience {
 public:
  // For up to `batch` samples a step; gain is C, rate is B.
  Conscience(std::uint32_t units, std::uint32_t batch, double gain, double rate);

  // The bias of the next step, units; stays until the next call.
  [[nodiscard]] const float* bias();

  // After the rule: c and u are units x batch.
  void learn(std::uint32_t batch, const float* c, const float* u);

  // p, units x float64: all that it has learned.
  [[nodiscard]] plugin::States& states() noexcept { return states_; }
  void visit(StateVisitor& visitor) { states_.visit(visitor); }

 private:
  [[nodiscard]] double* shares() { return static_cast<double*>(states_.pointers()[0]); }

  std::uint32_t units_;
  double gain_;
  double rate_;
  plugin::States states_;
  AlignedVector<float> bias_;
  std::vector<std::int32_t> winners_;
  std::vector<double> wins_;
};

}  // namespace hebb::engine
