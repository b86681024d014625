// state -- the buffers of the states that a plugin declared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/state_visitor.hpp"
#include "plugin/descriptor.hpp"

namespace hebb::plugin {

// A parameter of a rule that goes from one value to another over Setup::steps.
struct Schedule {
  std::size_t parameter = 0;  // index in the table
  double from = 0;            // at the first step
  double to = 0;              // at the last one
};

// What an instance is made for.
struct Setup {
  std::uint32_t inputs = 0;
  std::uint32_t units = 0;
  std::uint32_t classes = 0;
  std::uint32_t batch = 0;
  std::uint32_t channels = 0;
  std::uint32_t height = 0;
  std::uint32_t width = 0;
  std::uint64_t steps = 0;
  std::uint64_t samples = 0;       // of one epoch
  std::vector<double> parameters;  // in the order of the table
  std::vector<Schedule> schedules;
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;  // separates instances of one plugin within a run
};

class States {
 public:
  // Allocates the states whose bit is set in `wanted` and gives them their initial values.
  // Random ones draw from a stream named after `owner`, the plugin's id, and the state.
  States(const std::string& owner, const std::vector<State>& table, std::uint64_t wanted,
         const Setup& setup);

  // Over the bytes of all states that are there.
  void visit(StateVisitor& visitor);

  [[nodiscard]] void* const* pointers() const noexcept { return pointers_.data(); }
  [[nodiscard]] std::size_t count() const noexcept { return buffers_.size(); }
  // The bytes of state i; empty where it is not wanted.
  [[nodiscard]] std::span<std::byte> bytes(std::size_t i) const noexcept {
    return {static_cast<std::byte*>(pointers_[i]), sizes_[i]};
  }

 private:
  struct Free {
    void operator()(void* memory) const noexcept;
  };
  std::vector<std::unique_ptr<void, Free>> buffers_;
  std::vector<std::string> names_;
  std::vector<void*> pointers_;
  std::vector<std::size_t> sizes_;
};

}  // namespace hebb::plugin
