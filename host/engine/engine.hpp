// engine -- applies a rule to a layer's weights, batch after batch.
//
//   FACTORED  W_j <- W_j + rate ( sum_b c_jb x_b - d_j W_j ), then W_j / |W_j| where the rule asks
//   LATERAL   W   <- W + rate ( X C' - W L' )
//   DIRECT    the rule writes W
//
// The rate here is the schedule's rate times the reduction (1, or 1 / batch).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "base/error.hpp"
#include "base/state_visitor.hpp"
#include "plugin/instance.hpp"

namespace hebb::engine {

class Conscience;
class Follower;

struct Settings {
  std::uint32_t inputs = 0;
  std::uint32_t units = 0;
  std::uint32_t classes = 0;
  std::uint32_t batch = 0;  // the largest
  bool mean_reduction = true;
  bool step_norms = false;  // somebody wants them
  bool observed_x = false;  // an observer hands x to a plugin
  bool scale_max = false;   // each step is divided by its largest absolute entry: one at a time
  std::size_t block = 0;    // batches per block; 1 is one at a time, 0 lets the cost model choose
  Follower* follower = nullptr;      // is fed each batch's activities; must outlive the engine
  Conscience* conscience = nullptr;  // fills the competition bias; must outlive the engine
};

// Some consecutive samples, cut into batches of Settings::batch (the last may be shorter).
struct Block {
  const float* x = nullptr;  // inputs x samples
  std::size_t samples = 0;
  std::span<const std::int32_t> labels;  // samples, or empty
  std::uint64_t first_step = 0;          // steps before this block
  std::uint64_t first_sample = 0;        // samples before this block
  std::span<const double> rates;         // one per batch
};

// What happened in one step; valid during Observer::stepped.
struct StepRecord {
  std::uint64_t index = 0;    // steps before this one
  std::uint64_t samples = 0;  // samples before it
  double rate = 0;
  double reduction = 1;
  std::uint32_t batch = 0;
  const float* x = nullptr;           // inputs x batch
  const float* u = nullptr;           // units x batch
  const float* y = nullptr;           // units x batch
  const float* c = nullptr;           // units x batch, as the rule gave them
  const float* step_norms = nullptr;  // units; null unless Settings::step_norms
  std::span<const std::int32_t> labels;
};

// The activities of one batch, when its potentials are known and the rule has not seen it.
struct Activities {
  std::uint64_t step = 0;     // steps before this one
  std::uint64_t samples = 0;  // samples before this step
  std::uint32_t batch = 0;
  const float* y = nullptr;  // units x batch
  std::span<const std::int32_t> labels;
};

// What learns on a layer's activities in the same loop: a head. It sees each batch with the weights
// that the layer had before its own step on it.
class Follower {
 public:
  virtual ~Follower() = default;
  [[nodiscard]] virtual bool has_third() const = 0;
  // Called once for each batch, before the layer's rule. Returns the third factor, classes x batch,
  // as it was before the follower's own step; it stays until the next call. Null where has_third()
  // is false.
  virtual const float* follow(const Activities& activities) = 0;
};

// Weights are no longer finite.
class NotFinite : public Error {
 public:
  explicit NotFinite(const std::string& message) : Error(ExitCode::kRunFailed, message) {}
};

class Engine;

class Observer {
 public:
  virtual ~Observer() = default;
  // After each step, in order. May read the weights through engine.weights().
  virtual void stepped(const StepRecord& record, const Engine& engine) = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;

  // How many samples run() is best given at once: a multiple of the batch.
  [[nodiscard]] virtual std::size_t block_samples() const = 0;

  // Learns from a block. Throws NotFinite naming the step and the unit where a number is no longer
  // finite, and what the plugins throw; the weights are then not to be used.
  virtual void run(const Block& block, Observer& observer) = 0;

  // Writes the weights after the latest step, inputs x units. Changes nothing.
  virtual void weights(float* out) const = 0;
  virtual void weights(double* out) const = 0;

  // Over all that the next run() goes by, as it is between two calls of run(). An engine of the
  // same settings that is given it goes on bit for bit.
  virtual void visit(StateVisitor& visitor) = 0;
};

// The reference: one batch at a time, each step applied to the weights before the next begins, all
// sums in Real (float or double; the rule always sees float). `initial` is inputs x units and is
// copied; rule and activation must outlive the engine. Throws Error (kUsage) where the rule needs
// what the settings do not have.
template <class Real>
[[nodiscard]] std::unique_ptr<Engine> make_plain_engine(const Settings& settings,
                                                        std::span<const float> initial,
                                                        plugin::Rule& rule,
                                                        plugin::Activation& activation);

// The fastest exact engine for the rule: blocked where its form allows and settings.block is not 1,
// plain otherwise. Arguments and errors as above.
template <class Real>
[[nodiscard]] std::unique_ptr<Engine> make_engine(const Settings& settings,
                                                  std::span<const float> initial,
                                                  plugin::Rule& rule,
                                                  plugin::Activation& activation);

// True where the rule is factored and does not look at W.
[[nodiscard]] bool can_block(const plugin::Rule& rule);

}  // namespace hebb::engine
