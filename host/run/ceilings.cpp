#include "run/ceilings.hpp"

#include <algorithm>
#include <chrono>
#include <cstring>

#include "base/aligned.hpp"
#include "base/blas.hpp"
#include "base/parallel.hpp"
#include "engine/tiles.hpp"

namespace hebb::run {
namespace {

using Clock = std::chrono::steady_clock;

// Small numbers of both signs: products of them neither grow nor become denormal.
AlignedVector<float> filled(std::size_t size) {
  AlignedVector<float> values(size);
  for (std::size_t i = 0; i < size; ++i) {
    values[i] = (static_cast<float>(i % 97) - 48.0F) / 4096.0F;
  }
  return values;
}

// Work per second: body once to warm up, then again and again for a while.
template <class Body>
double speed_of(double work, const Body& body) {
  constexpr std::chrono::milliseconds kWhile{60};
  body();
  double done = 0;
  const Clock::time_point begin = Clock::now();
  Clock::duration spent{};
  do {
    body();
    done += work;
    spent = Clock::now() - begin;
  } while (spent < kWhile);
  return done / std::chrono::duration<double>(spent).count();
}

double copy_speed() {
  constexpr std::size_t kBytes = std::size_t{128} << 20U;  // beyond most caches
  constexpr std::size_t kTile = std::size_t{1} << 20U;
  const AlignedVector<char> from(kBytes, 1);
  AlignedVector<char> to(kBytes, 2);
  return speed_of(2.0 * kBytes, [&] {
    parallel_tiles(kBytes / kTile, [&](std::size_t tile) {
      std::memcpy(to.data() + tile * kTile, from.data() + tile * kTile, kTile);
    });
  });
}

}  // namespace

MachineSpeed measure_machine() {
  constexpr std::size_t n = kSquare;
  constexpr double kWork = 2.0 * n * n * n;
  const AlignedVector<float> a = filled(n * n);
  const AlignedVector<float> b = filled(n * n);
  AlignedVector<float> c(n * n);
  const auto columns = [&](std::size_t first, std::size_t count) {
    gemm(false, false, n, count, n, 1.0F, a.data(), n, b.data() + first * n, n, 0.0F,
         c.data() + first * n, n);
  };
  // Two strips a thread: wide enough to run at full speed, and a thread that is held up is helped.
  const auto strips = static_cast<std::size_t>(2 * threads());
  const std::size_t width = (n + strips - 1) / strips;

  MachineSpeed speed;
  speed.one_thread = speed_of(kWork, [&] { columns(0, n); });
  speed.all_threads = speed_of(kWork, [&] {
    parallel_tiles((n + width - 1) / width, [&](std::size_t strip) {
      columns(strip * width, std::min(width, n - strip * width));
    });
  });
  speed.copy = copy_speed();
  return speed;
}

ProductSpeed measure_products(std::size_t inputs, std::size_t units, std::size_t samples) {
  const engine::Tiles tiles(units);
  const AlignedVector<float> x = filled(inputs * samples);
  const AlignedVector<float> a = filled(units * samples);
  AlignedVector<float> w(inputs * units);
  AlignedVector<float> u(units * samples);
  const double work =
      2.0 * static_cast<double>(inputs) * static_cast<double>(units) * static_cast<double>(samples);
  ProductSpeed speed;
  speed.forward = speed_of(work, [&] {
    tiles.for_each([&](std::size_t unit, std::size_t width) {
      gemm(true, false, width, samples, inputs, 1.0F, w.data() + unit * inputs, inputs, x.data(),
           inputs, 0.0F, u.data() + unit, units);
    });
  });
  speed.update = speed_of(work, [&] {
    tiles.for_each([&](std::size_t unit, std::size_t width) {
      gemm(false, true, inputs, width, samples, 1.0F, x.data(), inputs, a.data() + unit, units,
           1.0F, w.data() + unit * inputs, inputs);
    });
  });
  return speed;
}

}  // namespace hebb::run
