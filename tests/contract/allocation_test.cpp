// No memory is asked for in the step loop: every way to ask for it is counted while rules step.
// OpenBLAS asks for its own in some small products and LLVM's OpenMP where threads begin a loop,
// which nobody can change from outside.
#include <dlfcn.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "base/parallel.hpp"
#include "support/layer.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

void note(const void* caller) {
  Dl_info from{};
  const bool is_known = dladdr(caller, &from) != 0;
  for (const char* other : {"openblas", "libomp"}) {
    if (is_known && std::strstr(from.dli_fname, other) != nullptr) return;
  }
  ++allocations;
}

}  // namespace

// A sanitizer has its own.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define HEBB_COUNTS_ALLOCATIONS

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_realloc(old, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
  note(__builtin_return_address(0));
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** out, std::size_t alignment, std::size_t size) {
  note(__builtin_return_address(0));
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? ENOMEM : 0;
}
}
#endif

using namespace hebb::test;

namespace {

// Allocations between the end of step `first` and the end of step `last`.
class Meter final : public hebb::engine::Observer {
 public:
  Meter(std::uint64_t first, std::uint64_t last) : first_(first), last_(last) {}
  void stepped(const hebb::engine::StepRecord& record, const hebb::engine::Engine&) override {
    if (record.index == first_) before_ = allocations;
    if (record.index == last_) counted = allocations - before_;
  }
  std::size_t counted = 0;

 private:
  std::uint64_t first_, last_;
  std::size_t before_ = 0;
};

std::size_t allocations_of(const Layer& layer) {
  constexpr std::size_t kSteps = 40;
  const auto& rule_library = library(hebb::plugin::Kind::kRule, layer.rule);
  const auto& activation_library = library(hebb::plugin::Kind::kActivation, layer.activation);
  hebb::plugin::Rule rule(rule_library, setup_of(layer, rule_library, layer.parameters));
  hebb::plugin::Activation activation(activation_library, setup_of(layer, activation_library, {}));
  hebb::engine::Settings settings;
  settings.inputs = layer.inputs;
  settings.units = layer.units;
  settings.batch = layer.batch;
  settings.step_norms = true;
  settings.block = layer.block;
  const auto w = numbers(std::size_t{layer.inputs} * layer.units, 1);
  const auto engine = hebb::engine::make_engine<float>(settings, w, rule, activation);
  const auto x = numbers(std::size_t{layer.inputs} * layer.batch * kSteps, 2);
  const std::vector<double> rates(kSteps, 0.01);
  Meter meter(15, kSteps - 1);
  const std::size_t size = engine->block_samples();
  for (std::size_t first = 0; first < kSteps * layer.batch; first += size) {
    hebb::engine::Block block;
    block.x = x.data() + first * layer.inputs;
    block.samples = std::min(size, kSteps * layer.batch - first);
    block.first_step = first / layer.batch;
    block.first_sample = first;
    block.rates = std::span(rates).subspan(first / layer.batch);
    engine->run(block, meter);
  }
  return meter.counted;
}

}  // namespace

#ifdef HEBB_COUNTS_ALLOCATIONS
TEST_CASE("no memory is asked for while rules step, plain or blocked, on one thread or two") {
  const std::size_t before = allocations;
  CHECK(std::make_unique<int>(1) != nullptr);
  REQUIRE(allocations > before);  // they are counted
  const std::pair<std::string, Values> rules[] = {
      {"none", {}},    {"softhebb", {{"anti_hebbian", 1}, {"competition", 1}}},
      {"hebbnet", {}}, {"hebbnet", {{"sparsity_of", 1}, {"sign", 1}, {"target.kind", 1}}},
      {"liuson", {}},  {"liuson", {{"mask", 1}}}};
  for (const auto& [rule, parameters] : rules) {
    for (const int threads : {1, 2}) {
      for (const std::uint32_t batch : {1U, 32U}) {
        for (const std::size_t blocks : {1U, 5U}) {
          CAPTURE(rule, threads, batch, blocks);
          hebb::set_threads(threads);
          CHECK(allocations_of(
                    {40, 600, batch, rule, parameters, "relu", {}, 0.1, true, 1, blocks}) == 0);
        }
      }
    }
  }
  hebb::set_threads(0);
}
#endif
