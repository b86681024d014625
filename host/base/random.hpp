// random -- counter-based random numbers: number i of a stream is a pure function of (seed,
// purpose, stream, counter, i), so there is no generator state to save or to share.
//
// Generator: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011, doi:10.1145/2063384.2063405) from Random123. Distributions are our own: those of
// the standard library differ between implementations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hebb {

// One stream for each use of randomness, so that changing one use never shifts another.
enum class Purpose : std::uint32_t {
  kInit = 1,
  kShuffle = 2,
  kDropout = 3,
  kProbe = 4,
  kRule = 5,
  kState = 6,
  kData = 7,
  kMetric = 8,
  kHead = 9,
  kLayer = 10,
  kAblation = 11,
};

class RandomStream {
 public:
  // `stream` and `counter` separate, for example, layers and epochs within a purpose.
  RandomStream(std::uint64_t seed, Purpose purpose, std::uint64_t stream = 0,
               std::uint64_t counter = 0);

  // Random access: 32 random bits, a float uniform in [0, 1), a standard normal.
  [[nodiscard]] std::uint32_t bits(std::uint64_t index) const;
  void uniform(std::size_t count, float* out) const;
  void normal(std::size_t count, float* out) const;

  // Sequential access, for code that draws a varying number of times.
  [[nodiscard]] double next_uniform();  // [0, 1), 53 bits
  [[nodiscard]] double next_normal();
  [[nodiscard]] std::uint64_t next_below(std::uint64_t bound);  // uniform in [0, bound), unbiased

 private:
  struct Block {
    std::uint32_t v[4];
  };
  [[nodiscard]] Block block(std::uint64_t index) const;
  [[nodiscard]] std::uint64_t next_bits();

  std::uint32_t key_[2];
  std::uint32_t counter_[2];
  std::uint64_t position_ = 0;
};

// 0 .. count-1 in random order (Fisher-Yates).
[[nodiscard]] std::vector<std::uint32_t> permutation(std::size_t count, RandomStream stream);

// A stream number made from a name.
[[nodiscard]] std::uint64_t stream_id(std::string_view name);

}  // namespace hebb
