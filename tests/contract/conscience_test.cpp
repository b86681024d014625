// The conscience: a competition bias from the units' shares of the wins.
#include "engine/conscience.hpp"

#include <catch2/catch.hpp>

#include "support/training.hpp"

using namespace hebb::test;
using hebb::engine::Conscience;

namespace {

const char* const kDigits = R"(
schema: 1
data: {name: digits, train: 2000, test: 10}
model: {units: 32}
rule: {name: RULE}
train: {epochs: 2, batch: 32, rate: RATE}
metrics: [wins]
)";

double entropy(const std::string& rule, const std::string& rate, const std::string& conscience) {
  std::string text = kDigits;
  text.replace(text.find("RULE"), 4, rule + conscience);
  text.replace(text.find("RATE"), 4, rate);
  return Training(text).run().summary["wins.entropy"];
}

}  // namespace

TEST_CASE("conscience: shares and biases of two batches, by hand") {
  Conscience conscience(2, 2, 8, 0.1);
  CHECK(conscience.bias()[0] == 0.0F);
  CHECK(conscience.bias()[1] == 0.0F);
  // Unit 0 wins both samples: p = (.5 + .1 (2 - 2 * .5), .5 + .1 (0 - 2 * .5)) = (.6, .4).
  conscience.learn(2, std::vector<float>{1, 0, 1, 0}.data(), std::vector<float>(4).data());
  CHECK(conscience.bias()[0] == Approx(8 * (0.5 - 0.6)));
  CHECK(conscience.bias()[1] == Approx(8 * (0.5 - 0.4)));
  // Without coefficients the potential decides; a batch of one: p_1 = .4 + .1 (1 - .4) = .46.
  conscience.learn(1, std::vector<float>(2).data(), std::vector<float>{-1, 3}.data());
  CHECK(conscience.bias()[0] == Approx(8 * (0.5 - 0.54)));
  CHECK(conscience.bias()[1] == Approx(8 * (0.5 - 0.46)));
}

TEST_CASE("conscience: with a large batch the shares are those of the batch, and no more") {
  Conscience conscience(2, 4, 1, 1);
  conscience.learn(4, std::vector<float>{1, 0, 1, 0, 1, 0, 0, 1}.data(),
                   std::vector<float>(8).data());
  CHECK(conscience.bias()[0] == Approx(0.5 - 0.75));
  CHECK(conscience.bias()[1] == Approx(0.5 - 0.25));
}

TEST_CASE("conscience: what it has learned is a state, and the bias follows from it") {
  Conscience one(3, 2, 8, 0.1);
  one.learn(2, std::vector<float>{0, 1, 0, 1, 0, 0}.data(), std::vector<float>(6).data());
  Conscience other(3, 2, 8, 0.1);
  const auto from = one.states().bytes(0);
  REQUIRE(from.size() == 3 * sizeof(double));
  std::copy(from.begin(), from.end(), other.states().bytes(0).begin());
  for (std::size_t j = 0; j < 3; ++j) CHECK(other.bias()[j] == one.bias()[j]);
  CHECK(one.bias()[2] != one.bias()[1]);
}

TEST_CASE("conscience: blocked equals plain in double, running free") {
  for (const char* rule : {"softhebb", "liuson", "hebbnet"}) {
    for (const Shape& s : {Shape{7, 5, 1}, Shape{20, 33, 3}, Shape{50, 64, 32}}) {
      Layer layer{s.inputs, s.units, s.batch, rule};
      layer.rate = 0.02;
      layer.conscience = 0.5;
      const auto w = numbers(s.inputs * s.units, 121);
      const auto x = numbers(s.inputs * 60 * s.batch, 122);
      const auto plain = steps<double>(layer, w, x);
      layer.block = 6;
      const auto blocked = steps<double>(layer, w, x);
      layer.conscience = 0;
      const auto without = steps<double>(layer, w, x);
      CAPTURE(rule, s.inputs, s.units, s.batch);
      double off = 0;
      for (std::size_t i = 0; i < w.size(); ++i) {
        off = std::max(off, std::abs(blocked.exact_w[i] - plain.exact_w[i]));
      }
      CHECK(off < 1e-9);
      CHECK(blocked.exact_w != without.exact_w);
    }
  }
}

TEST_CASE("conscience: the wins of softhebb and liuson spread over more units") {
  struct Case {
    const char* rule;
    const char* rate;
  };
  for (const Case& c : {Case{"softhebb, temperature: 0.3", "0.1"},
                        Case{"liuson, mask: winner, temperature: 0.1", "0.2"}}) {
    const double without = entropy(c.rule, c.rate, "");
    const double with = entropy(c.rule, c.rate, ", conscience: {gain: 10, rate: 0.001}");
    CAPTURE(c.rule, without, with);
    CHECK(with > without + 0.5);  // nats, of at most log 32 = 3.5
  }
}
