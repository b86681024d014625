#include "engine/conscience.hpp"

#include <algorithm>

#include "engine/winners.hpp"

namespace hebb::engine {
namespace {

plugin::States equal_shares(std::uint32_t units) {
  plugin::State share;
  share.name = "share";
  share.axis = HEBB_AXIS_UNIT;
  share.type = HEBB_TYPE_FLOAT64;
  share.initial = HEBB_INITIAL_VALUE;
  share.value = 1.0 / units;
  plugin::Setup setup;
  setup.units = units;
  return {"conscience", {share}, 1, setup};
}

}  // namespace

Conscience::Conscience(std::uint32_t units, std::uint32_t batch, double gain, double rate)
    : units_(units),
      gain_(gain),
      rate_(rate),
      states_(equal_shares(units)),
      bias_(units),
      winners_(batch),
      wins_(units) {}

const float* Conscience::bias() {
  const double* p = shares();
  std::transform(p, p + units_, bias_.begin(), [this](double share) {
    return static_cast<float>(gain_ * (1.0 / units_ - share));
  });
  return bias_.data();
}

void Conscience::learn(std::uint32_t batch, const float* c, const float* u) {
  find_winners(units_, batch, c, u, winners_.data());
  std::fill(wins_.begin(), wins_.end(), 0.0);
  for (std::uint32_t b = 0; b < batch; ++b) wins_[static_cast<std::size_t>(winners_[b])] += 1;
  const double pull = std::min(1.0, rate_ * batch);
  double* p = shares();
  for (std::uint32_t j = 0; j < units_; ++j) p[j] += pull * (wins_[j] / batch - p[j]);
}

}  // namespace hebb::engine
