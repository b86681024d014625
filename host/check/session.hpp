// session -- one instance of the plugin under test, called batch after batch under conditions.
#pragma once

#include <hebb/plugin.h>

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "check/batch.hpp"
#include "check/check.hpp"
#include "check/region.hpp"
#include "check/trace.hpp"
#include "plugin/instance.hpp"

namespace hebb::check {

inline constexpr double kRate = 0.1;  // of the steps that a rule is given

struct Conditions {
  Shape shape{};
  std::vector<double> parameters{};  // empty: the defaults
  std::vector<double> later{};       // what steps find as parameters; empty: the same
  Placement placement = Placement::kLoose;
  bool protect_inputs = false;  // writing to one crashes
  bool retire = false;          // buffers of a call cannot be touched in later ones
  bool poison = false;  // pointers of undeclared needs lead to pages that crash, not to NULL
  bool blank_sample = false;
  bool keep_trace = true;                  // write down what comes back
  std::uint64_t data = 1;                  // which numbers
  std::size_t first = 0;                   // the batch to begin with
  bool may_refuse_create = false;          // with a status of the contract
  bool may_refuse = false;                 // the same, every function
  std::function<void(hebb_host&)> host{};  // changes the services
  std::function<void()> before_call{};
  std::function<void(const char* function)> after_call{};  // "create", "step", .., "destroy"
};

// Loads the library and calls nothing of it but its constructors: an exception out of one ends the
// process, as in a run. Throws Failure.
void* load(const Target& target);

class Session {
 public:
  // Loads the library and creates an instance. Throws Failure, and Error where the library cannot
  // be loaded.
  static std::unique_ptr<Session> open(const Target& target, const Conditions& conditions);
  virtual ~Session() = default;  // does not call the plugin: see close
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  // "" or what the plugin said when it refused a call that it may refuse.
  [[nodiscard]] const std::string& refusal() const noexcept { return refusal_; }
  [[nodiscard]] const Trace& trace() const noexcept { return trace_; }

  // Gives it the next batch. False where it refused and may.
  bool next();
  [[nodiscard]] bool at_end() const { return index_ >= conditions_.shape.batches.size(); }
  // The batches that are left, then close().
  void finish();
  void close();  // destroys the instance

  [[nodiscard]] std::vector<std::string> states() const;
  void restore(const std::vector<std::string>& states);

 protected:
  Session(const Target& target, const Conditions& conditions);

  virtual std::int32_t create_instance(const hebb_setup& setup) = 0;
  virtual void destroy_instance() = 0;
  virtual bool run(const Batch& batch) = 0;
  [[nodiscard]] virtual std::uint64_t planned_states() const = 0;

  // Calls into the plugin. False where it refused and may.
  bool call(const char* function, const std::string& where,
            const std::function<std::int32_t()>& body);
  // "step 2 (16 x 8, batch 5)"
  [[nodiscard]] std::string place(const char* function, const Batch& batch) const;

  // Memory for the call in progress. Inputs whose need is not declared are NULL.
  template <class Element>
  const Element* input(const char* name, const std::vector<Element>& values, bool declared = true);
  Region& buffer(const char* name, std::size_t bytes);
  float* output(const char* name, std::size_t count, const float* initial);
  // Writes down an output of the call, then all states; checks the surroundings of every buffer.
  void record(const std::string& what, const void* bytes, std::size_t count);
  void end_call(const char* function, const Batch& batch);

  [[nodiscard]] const Shape& shape() const noexcept { return conditions_.shape; }
  [[nodiscard]] void* const* state_pointers() const noexcept { return state_pointers_.data(); }
  [[nodiscard]] const std::vector<double>& step_parameters() const noexcept {
    return conditions_.later.empty() ? setup_.parameters : conditions_.later;
  }
  [[nodiscard]] const double* parameters() const noexcept { return setup_.parameters.data(); }

  const plugin::Library& library_;
  Conditions conditions_;
  plugin::Setup setup_;
  plugin::Services services_;
  hebb_host host_{};
  void* self_ = nullptr;
  plugin::Emission emission_;

 private:
  void create();
  void make_states();

  std::vector<Region> buffers_;  // of the call in progress
  std::list<Region> idle_;       // of earlier calls; a host, too, gives the same memory again
  std::vector<Region> retired_;
  std::vector<Region> states_;
  std::vector<void*> state_pointers_;
  std::size_t index_ = 0;
  std::string refusal_;
  Trace trace_;
};

// The session of each kind, not yet created.
[[nodiscard]] std::unique_ptr<Session> rule_session(const Target&, const Conditions&);
[[nodiscard]] std::unique_ptr<Session> activation_session(const Target&, const Conditions&);
[[nodiscard]] std::unique_ptr<Session> metric_session(const Target&, const Conditions&);

// All batches of one instance, from create to destroy; what it gave back.
[[nodiscard]] Trace trace_of(const Target& target, const Conditions& conditions);

// The library, loaded and its descriptor read. Throws Error.
[[nodiscard]] const plugin::Library& library_of(const Target& target);

// The error's message without the plugin's name and file in front, which the report has already.
[[nodiscard]] std::string without_label(const std::string& message, const plugin::Library& library);

template <class Element>
const Element* Session::input(const char* name, const std::vector<Element>& values, bool declared) {
  if (!declared && !conditions_.poison) return nullptr;
  Region& region = buffer(name, values.size() * sizeof(Element));
  std::copy(values.begin(), values.end(), static_cast<Element*>(region.data()));
  if (!declared) region.close();
  if (declared && conditions_.protect_inputs) region.protect();
  return static_cast<const Element*>(region.data());
}

}  // namespace hebb::check
