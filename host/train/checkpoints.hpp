// checkpoints -- where a run may be interrupted, and what it must find again to go on.
//
// A run is a sequence of stages: the training of a layer, a probe, .. Each is entered, says once
// what changes in it (carry) and then, between two steps, that all of it is whole (pass). Whoever
// saves a run derives from this class; as it is, nothing is saved and a run can only be stopped.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/error.hpp"
#include "base/state_visitor.hpp"
#include "plugin/services.hpp"

namespace hebb::train {

class Checkpoints {
 public:
  using Visit = std::function<void(StateVisitor&)>;

  virtual ~Checkpoints() = default;

  // The next stage begins, called `name` in messages. False where the run goes on from a later one:
  // this one is done, and what it came to restored.
  [[nodiscard]] virtual bool enter(const std::string& name) {
    (void)name;
    return true;
  }

  // The stage that began consists of what `visit` goes over, which must stay until the stage ends.
  // Where the run goes on from within this stage, restores it. Throws Error (kRunFailed) where what
  // was saved does not fit.
  virtual void carry(const Visit& visit) { (void)visit; }

  // Everything is whole, after `steps` steps of this stage. Saves it where it is time to. Throws
  // Error (kStopped) where a stop was requested, after saving.
  void pass(std::uint64_t steps) {
    steps_ = steps;
    pass();
  }

  // .. after as many steps as the last time.
  virtual void pass() {
    if (plugin::stop_requested()) throw Error(ExitCode::kStopped, "stopped");
  }

  // Nothing is saved.
  static Checkpoints& none() {
    static Checkpoints nothing;
    return nothing;
  }

 protected:
  std::uint64_t steps_ = 0;
};

}  // namespace hebb::train
