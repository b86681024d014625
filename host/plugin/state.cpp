#include "plugin/state.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>

#include "base/random.hpp"

namespace hebb::plugin {
namespace {

constexpr std::size_t kAlignment = 64;

std::size_t element_count(std::uint32_t axis, const Setup& setup) {
  const std::size_t units = setup.units;
  switch (axis) {
    case HEBB_AXIS_GLOBAL:
      return 1;
    case HEBB_AXIS_UNIT:
      return units;
    case HEBB_AXIS_INPUT:
      return setup.inputs;
    case HEBB_AXIS_SYNAPSE:
      return units * setup.inputs;
    case HEBB_AXIS_UNIT_UNIT:
      return units * units;
    default:
      return units * setup.classes;
  }
}

void fill_random(const std::string& owner, const State& state, const Setup& setup,
                 std::size_t count, float* out) {
  const RandomStream stream(setup.seed, Purpose::kState, stream_id(owner + "/" + state.name),
                            setup.stream);
  const auto scale = static_cast<float>(state.value);
  if (state.initial == HEBB_INITIAL_NORMAL) {
    stream.normal(count, out);
    std::for_each(out, out + count, [scale](float& v) { v *= scale; });
  } else {
    stream.uniform(count, out);
    std::for_each(out, out + count, [scale](float& v) { v = (2.0F * v - 1.0F) * scale; });
  }
}

void fill(const std::string& owner, const State& state, const Setup& setup, std::size_t count,
          void* memory) {
  if (state.initial != HEBB_INITIAL_VALUE) {
    fill_random(owner, state, setup, count, static_cast<float*>(memory));
  } else if (state.type == HEBB_TYPE_FLOAT32) {
    std::fill_n(static_cast<float*>(memory), count, static_cast<float>(state.value));
  } else if (state.type == HEBB_TYPE_FLOAT64) {
    std::fill_n(static_cast<double*>(memory), count, state.value);
  } else {
    std::fill_n(static_cast<std::int64_t*>(memory), count, static_cast<std::int64_t>(state.value));
  }
}

}  // namespace

void States::Free::operator()(void* memory) const noexcept { std::free(memory); }

States::States(const std::string& owner, const std::vector<State>& table, std::uint64_t wanted,
               const Setup& setup) {
  for (std::size_t i = 0; i < table.size(); ++i) {
    names_.push_back(table[i].name);
    if ((wanted >> i & 1U) == 0) {
      pointers_.push_back(nullptr);
      sizes_.push_back(0);
      continue;
    }
    const std::size_t count = element_count(table[i].axis, setup);
    const std::size_t size = count * (table[i].type == HEBB_TYPE_FLOAT32 ? 4 : 8);
    const std::size_t rounded =
        std::max(kAlignment, (size + kAlignment - 1) / kAlignment * kAlignment);
    void* memory = std::aligned_alloc(kAlignment, rounded);
    if (memory == nullptr) throw std::bad_alloc();
    buffers_.emplace_back(memory);
    fill(owner, table[i], setup, count, memory);
    pointers_.push_back(memory);
    sizes_.push_back(size);
  }
}

void States::visit(StateVisitor& visitor) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (pointers_[i] != nullptr) visitor.bytes(names_[i], bytes(i));
  }
}

}  // namespace hebb::plugin
