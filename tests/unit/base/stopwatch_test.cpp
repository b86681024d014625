// stopwatch_test -- each moment is charged to one part.
#include "base/stopwatch.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

using hebb::Part;
using hebb::Stopwatch;
using hebb::TimedPart;

namespace {

constexpr double kMoment = 0.02;  // seconds

void wait() { std::this_thread::sleep_for(std::chrono::duration<double>(kMoment)); }

}  // namespace

TEST_CASE("stopwatch: a part inside of another takes its time away from it") {
  const Stopwatch watch;
  {
    TimedPart outer(Part::kRule);
    wait();
    {
      const TimedPart inner(Part::kMetrics);
      wait();
    }
    wait();
    outer.become(Part::kUpdate);
    wait();
  }
  wait();
  { const TimedPart last(Part::kData); }
  // Sleeping takes at least as long as asked for.
  CHECK(watch.seconds(Part::kRule) >= 2 * kMoment);
  CHECK(watch.seconds(Part::kMetrics) >= kMoment);
  CHECK(watch.seconds(Part::kUpdate) >= kMoment);
  CHECK(watch.seconds(Part::kOther) >= kMoment);
  CHECK(watch.seconds(Part::kForward) == 0);
}

TEST_CASE("stopwatch: the parts add up to no more than the time that has gone by") {
  const auto begin = std::chrono::steady_clock::now();
  const Stopwatch watch;
  for (int i = 0; i < 1000; ++i) {
    const TimedPart outer(Part::kRule);
    const TimedPart inner(Part::kData);
  }
  { const TimedPart last(Part::kUpdate); }
  double sum = 0;
  for (std::size_t i = 0; i < hebb::kPartNames.size(); ++i) {
    sum += watch.seconds(static_cast<Part>(i));
  }
  const std::chrono::duration<double> gone = std::chrono::steady_clock::now() - begin;
  CHECK(sum > 0);
  CHECK(sum <= gone.count());
}

TEST_CASE("stopwatch: without one, and in other threads, nothing is charged") {
  { const TimedPart unheard(Part::kRule); }
  const Stopwatch watch;
  std::thread([] {
    const TimedPart other(Part::kRule);
    wait();
  }).join();
  CHECK(watch.seconds(Part::kRule) == 0);
}
