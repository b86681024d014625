// random_test -- the random numbers: Philox against its published vectors, and the properties that
// the rest relies on.
#include "base/random.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

namespace hebb {
namespace {

using Words = std::array<std::uint32_t, 4>;

// Philox4x32-10 as the paper states it (Salmon et al. 2011, section 3.3 and table 2).
Words philox(Words c, std::uint32_t key0, std::uint32_t key1) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53U} * c[0];
    const std::uint64_t b = std::uint64_t{0xCD9E8D57U} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32U) ^ c[1] ^ key0, static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32U) ^ c[3] ^ key1, static_cast<std::uint32_t>(a)};
    key0 += 0x9E3779B9U;
    key1 += 0xBB67AE85U;
  }
  return c;
}

std::uint64_t split_mix(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15U;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
  return z ^ (z >> 31U);
}

TEST_CASE("random: the test's Philox gives the vectors published with Random123") {
  constexpr std::uint32_t kOnes = 0xffffffffU;
  CHECK(philox({0, 0, 0, 0}, 0, 0) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({kOnes, kOnes, kOnes, kOnes}, kOnes, kOnes) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0xa4093822, 0x299f31d0) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("random: a stream is Philox keyed by seed, purpose and stream, counted by index") {
  const std::uint64_t key = split_mix(split_mix(split_mix(42) ^ 5U) ^ 7U);
  const std::uint64_t high = split_mix(9);
  const RandomStream stream(42, Purpose::kRule, 7, 9);
  for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{6}, std::uint64_t{1} << 40U}) {
    const std::uint64_t block = index / 4;
    const Words words =
        philox({static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32U),
                static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32U)},
               static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U));
    CHECK(stream.bits(index) == words[index % 4]);
  }
}

TEST_CASE("random: seed, purpose, stream and counter each give other numbers") {
  const std::vector<RandomStream> streams = {{1, Purpose::kInit, 0, 0},
                                             {2, Purpose::kInit, 0, 0},
                                             {1, Purpose::kShuffle, 0, 0},
                                             {1, Purpose::kInit, 1, 0},
                                             {1, Purpose::kInit, 0, 1}};
  std::vector<std::uint32_t> words;
  for (const RandomStream& stream : streams) words.push_back(stream.bits(0));
  std::sort(words.begin(), words.end());
  CHECK(std::adjacent_find(words.begin(), words.end()) == words.end());
}

// The mean of n uniforms has standard deviation 1 / sqrt(12 n) = 0.00029: within 5 of them, a
// false alarm in one of two million seeds, and this seed is fixed.
TEST_CASE("random: uniform numbers lie in [0, 1) with mean 1/2 and variance 1/12") {
  std::vector<float> values(1000000);
  RandomStream(3, Purpose::kData).uniform(values.size(), values.data());
  CHECK(*std::min_element(values.begin(), values.end()) >= 0);
  CHECK(*std::max_element(values.begin(), values.end()) < 1);
  double sum = 0;
  double square = 0;
  for (const double value : values) {
    sum += value;
    square += value * value;
  }
  const double mean = sum / 1e6;
  CHECK(std::abs(mean - 0.5) < 0.0015);
  CHECK(std::abs(square / 1e6 - mean * mean - 1.0 / 12) < 0.0004);
}

// Standard deviations: of the mean 0.001, of the variance 0.0014, of the share beyond 2 0.00021.
TEST_CASE("random: normal numbers have mean 0, variance 1 and the tails of the normal") {
  std::vector<float> values(1000000);
  RandomStream(3, Purpose::kData).normal(values.size(), values.data());
  double sum = 0;
  double square = 0;
  double beyond = 0;
  for (const double value : values) {
    sum += value;
    square += value * value;
    beyond += std::abs(value) > 2 ? 1 : 0;
  }
  CHECK(std::abs(sum / 1e6) < 0.005);
  CHECK(std::abs(square / 1e6 - 1) < 0.007);
  CHECK(std::abs(beyond / 1e6 - 0.0455) < 0.0011);
}

TEST_CASE("random: number i is the same whatever the count") {
  const RandomStream stream(5, Purpose::kInit);
  std::vector<float> uniforms(101);
  std::vector<float> normals(101);
  stream.uniform(101, uniforms.data());
  stream.normal(101, normals.data());
  for (const std::size_t count : {0U, 1U, 2U, 3U, 4U, 5U, 63U, 100U}) {
    std::vector<float> some(count + 1, -7.0F);
    stream.uniform(count, some.data());
    CHECK(std::equal(some.begin(), some.end() - 1, uniforms.begin()));
    CHECK(some.back() == -7.0F);
    stream.normal(count, some.data());
    CHECK(std::equal(some.begin(), some.end() - 1, normals.begin()));
    CHECK(some.back() == -7.0F);
  }
}

// Each of 7 counts of 70000 has standard deviation 93; 5 of them.
TEST_CASE("random: next_below is uniform below its bound") {
  RandomStream stream(1, Purpose::kShuffle);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70000; ++i) ++counts.at(stream.next_below(7));
  for (const int count : counts) CHECK(std::abs(count - 10000) < 465);
  CHECK(stream.next_below(1) == 0);
}

TEST_CASE("random: a permutation has every number once, and another counter another order") {
  const auto order = permutation(1000, RandomStream(1, Purpose::kShuffle, 0, 0));
  CHECK(order == permutation(1000, RandomStream(1, Purpose::kShuffle, 0, 0)));
  CHECK(order != permutation(1000, RandomStream(1, Purpose::kShuffle, 0, 1)));
  auto sorted = order;
  std::sort(sorted.begin(), sorted.end());
  CHECK(order != sorted);
  bool all = true;
  for (std::uint32_t i = 0; i < 1000; ++i) all = all && sorted[i] == i;
  CHECK(all);
  CHECK(permutation(0, RandomStream(1, Purpose::kShuffle)).empty());
  CHECK(permutation(1, RandomStream(1, Purpose::kShuffle)) == std::vector<std::uint32_t>{0});
}

TEST_CASE("random: stream_id is FNV-1a of the name") {
  CHECK(stream_id("") == 0xcbf29ce484222325U);
  CHECK(stream_id("a") == 0xaf63dc4c8601ec8cU);
  CHECK(stream_id("foobar") == 0x85944171f73967e8U);
}

}  // namespace
}  // namespace hebb
