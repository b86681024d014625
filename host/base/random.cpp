#include "base/random.hpp"

#include <Random123/philox.h>

#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace hebb {
namespace {

// SplitMix64's finaliser (Steele et al. 2014, doi:10.1145/2714064.2660195): spreads a few
// structured bits over all 64.
std::uint64_t mixed(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

float unit_float(std::uint32_t bits) { return static_cast<float>(bits >> 8U) * 0x1p-24F; }

// Box-Muller: two normals from two words. The first word is kept off zero.
std::pair<double, double> normal_pair(std::uint32_t a, std::uint32_t b) {
  const double radius = std::sqrt(-2.0 * std::log((static_cast<double>(a) + 1.0) * 0x1p-32));
  const double angle = 2.0 * std::numbers::pi * static_cast<double>(b) * 0x1p-32;
  return {radius * std::cos(angle), radius * std::sin(angle)};
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose, std::uint64_t stream,
                           std::uint64_t counter) {
  const std::uint64_t key =
      mixed(mixed(mixed(seed) ^ static_cast<std::uint64_t>(purpose)) ^ stream);
  const std::uint64_t high = mixed(counter);
  key_[0] = static_cast<std::uint32_t>(key);
  key_[1] = static_cast<std::uint32_t>(key >> 32U);
  counter_[0] = static_cast<std::uint32_t>(high);
  counter_[1] = static_cast<std::uint32_t>(high >> 32U);
}

RandomStream::Block RandomStream::block(std::uint64_t index) const {
  const r123::Philox4x32::ctr_type counter{{static_cast<std::uint32_t>(index),
                                            static_cast<std::uint32_t>(index >> 32U), counter_[0],
                                            counter_[1]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto out = r123::Philox4x32()(counter, key);
  return {{out[0], out[1], out[2], out[3]}};
}

std::uint32_t RandomStream::bits(std::uint64_t index) const {
  return block(index / 4).v[index % 4];
}

void RandomStream::uniform(std::size_t count, float* out) const {
  for (std::size_t i = 0; i < count; i += 4) {
    const Block words = block(i / 4);
    for (std::size_t k = 0; k < 4 && i + k < count; ++k) out[i + k] = unit_float(words.v[k]);
  }
}

void RandomStream::normal(std::size_t count, float* out) const {
  for (std::size_t i = 0; i < count; i += 4) {
    const Block words = block(i / 4);
    const auto [a, b] = normal_pair(words.v[0], words.v[1]);
    const auto [c, d] = normal_pair(words.v[2], words.v[3]);
    const double values[4] = {a, b, c, d};
    for (std::size_t k = 0; k < 4 && i + k < count; ++k) out[i + k] = static_cast<float>(values[k]);
  }
}

std::uint64_t RandomStream::next_bits() {
  const Block words = block(position_ / 2);
  const std::size_t half = 2 * (position_ % 2);
  ++position_;
  return (static_cast<std::uint64_t>(words.v[half + 1]) << 32U) | words.v[half];
}

double RandomStream::next_uniform() { return static_cast<double>(next_bits() >> 11U) * 0x1p-53; }

double RandomStream::next_normal() {
  const std::uint64_t word = next_bits();
  return normal_pair(static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32U))
      .first;
}

std::uint64_t RandomStream::next_below(std::uint64_t bound) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  std::uint64_t word = next_bits();
  while (word >= limit) word = next_bits();
  return word % bound;
}

std::vector<std::uint32_t> permutation(std::size_t count, RandomStream stream) {
  std::vector<std::uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = count; i > 1; --i) std::swap(order[i - 1], order[stream.next_below(i)]);
  return order;
}

// FNV-1a, 64 bits.
std::uint64_t stream_id(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char ch : name) hash = (hash ^ static_cast<unsigned char>(ch)) * 0x100000001b3U;
  return hash;
}

}  // namespace hebb
