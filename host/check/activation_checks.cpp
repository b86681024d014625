// activation_checks -- the group `claims`, for activations: form, in-place use and gradient.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>

#include "check/activation_session.hpp"
#include "check/check.hpp"

namespace hebb::check {
namespace {

constexpr std::size_t kUnits = 9;
constexpr std::size_t kSamples = 6;

Conditions layer() {
  Conditions conditions;
  conditions.shape = {16, kUnits, kSamples, {kSamples}};
  return conditions;
}

std::vector<float> potentials(std::uint64_t which) {
  return normals(kUnits * kSamples, 1, "potentials", which);
}

bool same_bits(float a, float b) { return std::memcmp(&a, &b, sizeof a) == 0; }

// Replaces all potentials but those that `keep` names and looks at what became of the kept ones.
template <class Keep>
Verdict depends_on_own(const Target& target, const char* claim, const Keep& keep) {
  const auto session = open_activation(target, layer());
  const std::vector<float> u = potentials(0);
  const std::vector<float> y = session->forward(u);
  for (std::size_t part = 0; part < kSamples; ++part) {
    std::vector<float> other = potentials(part + 1);
    for (std::size_t i = 0; i < u.size(); ++i) {
      if (keep(i, part)) other[i] = u[i];
    }
    const std::vector<float> changed = session->forward(other);
    for (std::size_t i = 0; i < u.size(); ++i) {
      if (!keep(i, part) || same_bits(y[i], changed[i])) continue;
      throw Failure(fmt::format("y of unit {}, sample {} {}", i % kUnits, i / kUnits, claim));
    }
  }
  session->close();
  return pass();
}

Verdict check_columnwise(const Target& target) {
  return depends_on_own(target, "depends on other samples",
                        [](std::size_t i, std::size_t part) { return i / kUnits == part; });
}

Verdict check_elementwise(const Target& target) {
  const auto session = open_activation(target, layer());
  const bool claimed = session->plan().form == HEBB_FORM_ELEMENTWISE;
  session->close();
  if (!claimed) return skip("its plan does not say so");
  return depends_on_own(target, "depends on other units, but the plan says element-wise",
                        [](std::size_t i, std::size_t part) { return i % kSamples == part; });
}

Verdict check_in_place(const Target& target) {
  const auto session = open_activation(target, layer());
  if (session->plan().in_place == 0) {
    session->close();
    return skip("its plan does not say so");
  }
  const std::vector<float> apart = session->forward(potentials(0));
  const std::vector<float> in_place = session->forward_in_place(potentials(0));
  for (std::size_t i = 0; i < apart.size(); ++i) {
    if (same_bits(apart[i], in_place[i])) continue;
    throw Failure(
        fmt::format("y of unit {}, sample {} is another where y is u", i % kUnits, i / kUnits));
  }
  session->close();
  return pass();
}

// v . y of each sample, in double.
std::vector<double> weighted(const std::vector<float>& v, const std::vector<float>& y) {
  std::vector<double> sums(kSamples);
  for (std::size_t i = 0; i < y.size(); ++i) {
    sums[i / kUnits] += static_cast<double>(v[i]) * static_cast<double>(y[i]);
  }
  return sums;
}

// Row j of J'v is the slope of v . f(u) along u_j. Where the slopes to either side differ there is
// a bend, which no gradient describes.
Verdict check_gradient(const Target& target) {
  const auto session = open_activation(target, layer());
  if (!session->has_gradient()) {
    session->close();
    return skip("it has none");
  }
  constexpr float kReach = 0x1p-7F;    // float32 noise in a slope: 1e-7 / 2^-7, about 1e-5
  constexpr double kTolerance = 0.02;  // relative to 1 + |slope|
  const std::vector<float> u = potentials(0);
  const std::vector<float> v = normals(u.size(), 1, "v", 0);
  const std::vector<float> got = session->gradient(u, v);
  const std::vector<double> here = weighted(v, session->forward(u));
  for (std::size_t j = 0; j < kUnits; ++j) {
    const auto moved = [&](float reach) {
      std::vector<float> shifted = u;
      for (std::size_t b = 0; b < kSamples; ++b) shifted[j + b * kUnits] += reach;
      return weighted(v, session->forward(shifted));
    };
    const std::vector<double> above = moved(kReach);
    const std::vector<double> below = moved(-kReach);
    for (std::size_t b = 0; b < kSamples; ++b) {
      const double right = (above[b] - here[b]) / static_cast<double>(kReach);
      const double left = (here[b] - below[b]) / static_cast<double>(kReach);
      const double slope = (left + right) / 2;
      const double room = kTolerance * (1 + std::abs(slope));
      if (!(std::abs(right - left) <= room)) continue;
      const auto value = static_cast<double>(got[j + b * kUnits]);
      if (std::abs(value - slope) <= room) continue;
      throw Failure(
          fmt::format("J'v of unit {}, sample {} is {:.3g}, finite differences say {:.3g}", j, b,
                      value, slope));
    }
  }
  session->close();
  return pass();
}

constexpr std::array kActivationChecks{
    Check{"claims.columnwise", kActivations, "parameters.defaults", "Activations",
          "y of a sample depends on u of that sample only.",
          "Compute means and maxima over units, not over the batch.", &check_columnwise},
    Check{"claims.elementwise", kActivations, "parameters.defaults", "Activations",
          "HEBB_FORM_ELEMENTWISE: y_jb depends on u_jb only.",
          "Set plan->form to HEBB_FORM_COLUMNWISE, which is the default.", &check_elementwise},
    Check{"claims.in_place", kActivations, "parameters.defaults", "Activations",
          "plan->in_place = 1: y may be the same buffer as u, with the same result.",
          "Read what is needed of u before writing y, or set plan->in_place to 0.",
          &check_in_place},
    Check{"claims.gradient", kActivations, "parameters.defaults", "Activations",
          "gradient computes J'v, J the Jacobian of forward at u.",
          "Derive it anew; mind the transpose. NULL is allowed.", &check_gradient},
};

}  // namespace

std::span<const Check> activation_checks() { return kActivationChecks; }

}  // namespace hebb::check
