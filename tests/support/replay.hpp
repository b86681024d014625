// replay -- coefficients and decays laid out in memory, for the rule `replay`.
#pragma once

#include <cstdint>
#include <vector>

#include "support/layer.hpp"

namespace hebb::test {

class Replay {
 public:
  bool unit_norm = false;

  void add(std::vector<float> c, std::vector<float> d) {
    c_.push_back(std::move(c));
    d_.push_back(std::move(d));
  }

  [[nodiscard]] std::size_t steps() const { return c_.size(); }
  [[nodiscard]] const std::vector<float>& c(std::size_t step) const { return c_[step]; }
  [[nodiscard]] const std::vector<float>& d(std::size_t step) const { return d_[step]; }

  // The rule's parameters; this must stay where it is.
  [[nodiscard]] Values values() {
    c_pointers_.clear();
    d_pointers_.clear();
    for (const auto& c : c_) c_pointers_.push_back(c.data());
    for (const auto& d : d_) d_pointers_.push_back(d.data());
    record_ = {c_pointers_.data(), d_pointers_.data(), unit_norm ? 1U : 0U};
    const auto address = reinterpret_cast<std::uintptr_t>(&record_);
    return {{"address_high", static_cast<double>(address >> 32U)},
            {"address_low", static_cast<double>(address & 0xffffffffU)}};
  }

 private:
  struct Record {
    const float* const* c;
    const float* const* d;
    std::uint32_t unit_norm;
  };
  std::vector<std::vector<float>> c_, d_;
  std::vector<const float*> c_pointers_, d_pointers_;
  Record record_{};
};

}  // namespace hebb::test
