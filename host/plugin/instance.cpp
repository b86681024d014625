#include "plugin/instance.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <utility>

#include "base/error.hpp"
#include "base/status_page.hpp"

namespace hebb::plugin {
namespace {

constexpr std::uint64_t kRuleNeeds = HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_LABELS |
                                     HEBB_NEED_W | HEBB_NEED_RANDOM | HEBB_NEED_GRAM |
                                     HEBB_NEED_NORMS | HEBB_NEED_THIRD | HEBB_NEED_JACOBIAN;
constexpr std::uint64_t kMetricNeeds =
    HEBB_NEED_X | HEBB_NEED_U | HEBB_NEED_Y | HEBB_NEED_LABELS | HEBB_NEED_W | HEBB_NEED_RANDOM |
    HEBB_NEED_STEP_NORMS | HEBB_NEED_C | HEBB_NEED_WINNERS | HEBB_NEED_W0 | HEBB_NEED_INPUT_MEAN |
    HEBB_NEED_EIGENPAIRS | HEBB_NEED_CLASS_MEANS;
constexpr std::uint32_t kDefaultEvery = 10;

hebb_setup raw_setup(const Setup& setup) {
  return {sizeof(hebb_setup),     setup.inputs, setup.units, setup.classes, setup.batch,
          setup.channels,         setup.height, setup.width, setup.steps,   setup.samples,
          setup.parameters.data()};
}

[[noreturn]] void refuse(const Library& library, const std::string& what) {
  throw Error(ExitCode::kRunFailed, label(library) + ": create: the plan " + what);
}

void check_needs(const Library& library, std::uint64_t needs, std::uint64_t known) {
  if ((needs & ~known) != 0) {
    refuse(library, fmt::format("has the needs {:#x} that a {} cannot have", needs & ~known,
                                word(library.descriptor().kind)));
  }
}

// Calls into the plugin. No exception may come out of it; one that does is its failure, unless it
// is the host's own, thrown by a service.
template <class Body>
std::int32_t guarded(const Library& library, PluginFunction function, const Body& body) {
  const auto refused = [&](const char* what) {
    return Error(ExitCode::kRunFailed, fmt::format("{}: {} let an exception out: {}",
                                                   label(library), word(function), what));
  };
  try {
    const PluginCall call(library.number(), function);
    return body();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    throw refused(error.what());
  } catch (...) {
    throw refused("of a type that the host does not know");
  }
}

void check_reserved(const Library& library, std::uint32_t reserved) {
  if (reserved != 0) refuse(library, fmt::format("has reserved {}, wanted 0", reserved));
}

// Creates an instance and returns its self pointer; `plan` holds the defaults and is filled in.
template <class Functions, class Plan>
void* create(const Library& library, const Functions& functions, const Setup& setup,
             Services& services, Plan& plan) {
  const hebb_setup raw = raw_setup(setup);
  void* self = nullptr;
  const bool has_log = ::fcntl(STDERR_FILENO, F_GETFD) >= 0;
  const std::int32_t status = guarded(library, PluginFunction::kCreate, [&] {
    return functions.create(services.host(), &raw, &plan, &self);
  });
  services.check(status, "create");
  if (has_log && ::fcntl(STDERR_FILENO, F_GETFD) < 0) {
    throw Error(ExitCode::kRunFailed,
                label(library) + ": create: the plugin closed the standard error stream");
  }
  return self;
}

// Called by destructors: an exception ends the process here, while the status page still names the
// plugin.
template <class Functions>
void destroy(const Library& library, const Functions& functions, void* self) {
  const PluginCall call(library.number(), PluginFunction::kDestroy);
  try {
    functions.destroy(self);
  } catch (...) {
    std::abort();
  }
}

hebb_rule_plan create_rule(const Library& library, const hebb_rule& functions, const Setup& setup,
                           Services& services, void*& self) {
  hebb_rule_plan plan{sizeof(hebb_rule_plan), HEBB_MODE_FACTORED, 0, 0, 0, ~std::uint64_t{0}};
  self = create(library, functions, setup, services, plan);
  if (plan.mode < HEBB_MODE_FACTORED || plan.mode > HEBB_MODE_DIRECT) {
    refuse(library, fmt::format("has mode {}, wanted 1..3", plan.mode));
  }
  if (plan.unit_norm > 1)
    refuse(library, fmt::format("has unit_norm {}, wanted 0 or 1", plan.unit_norm));
  check_reserved(library, plan.reserved);
  check_needs(library, plan.needs, kRuleNeeds);
  services.may_draw = (plan.needs & HEBB_NEED_RANDOM) != 0;
  return plan;
}

hebb_activation_plan create_activation(const Library& library, const hebb_activation& functions,
                                       const Setup& setup, Services& services, void*& self) {
  hebb_activation_plan plan{sizeof(hebb_activation_plan), HEBB_FORM_COLUMNWISE, 0, 0};
  self = create(library, functions, setup, services, plan);
  if (plan.form != HEBB_FORM_ELEMENTWISE && plan.form != HEBB_FORM_COLUMNWISE) {
    refuse(library, fmt::format("has form {}, wanted 1 or 2", plan.form));
  }
  if (plan.in_place > 1) {
    refuse(library, fmt::format("has in_place {}, wanted 0 or 1", plan.in_place));
  }
  check_reserved(library, plan.reserved);
  return plan;
}

hebb_metric_plan create_metric(const Library& library, const hebb_metric& functions,
                               const Setup& setup, Services& services, void*& self) {
  hebb_metric_plan plan{sizeof(hebb_metric_plan), kDefaultEvery, 0, 0, 0, ~std::uint64_t{0}};
  self = create(library, functions, setup, services, plan);
  if (plan.every == 0) refuse(library, "has every 0, wanted at least 1");
  check_reserved(library, plan.reserved);
  check_needs(library, plan.needs, kMetricNeeds);
  services.may_draw = (plan.needs & HEBB_NEED_RANDOM) != 0;
  return plan;
}

// Sets the scheduled parameters to their values at the step.
void follow_schedules(std::uint64_t index, Setup& setup) {
  const double last = setup.steps > 1 ? static_cast<double>(setup.steps - 1) : 1.0;
  const double done = std::min(1.0, static_cast<double>(index) / last);
  for (const Schedule& schedule : setup.schedules) {
    setup.parameters[schedule.parameter] = schedule.from + done * (schedule.to - schedule.from);
  }
}

}  // namespace

Rule::Rule(const Library& library, const Setup& setup)
    : library_(library),
      functions_(library.functions<hebb_rule>()),
      setup_(setup),
      services_(library, setup.seed, setup.stream),
      plan_(create_rule(library, functions_, setup_, services_, self_)),
      states_(library.descriptor().id, library.descriptor().states, plan_.states, setup_) {}

Rule::~Rule() { destroy(library_, functions_, self_); }

void Rule::set_gradient(std::function<void(const float*, float*)> gradient) {
  services_.gradient = std::move(gradient);
}

void Rule::step(hebb_rule_step& step) {
  follow_schedules(step.index, setup_);
  step.struct_size = sizeof(hebb_rule_step);
  step.params = setup_.parameters.data();
  step.states = states_.pointers();
  const std::int32_t status = guarded(library_, PluginFunction::kStep, [&] {
    return functions_.step(self_, services_.host(), &step);
  });
  services_.check(status, "step", step.index + 1);
}

Activation::Activation(const Library& library, const Setup& setup)
    : library_(library),
      functions_(library.functions<hebb_activation>()),
      setup_(setup),
      services_(library, setup.seed, setup.stream),
      plan_(create_activation(library, functions_, setup_, services_, self_)) {}

Activation::~Activation() { destroy(library_, functions_, self_); }

void Activation::forward(std::uint32_t batch, const float* u, float* y) {
  const hebb_activation_forward step{
      sizeof(hebb_activation_forward), setup_.units, batch, 0, setup_.parameters.data(), u, y};
  const std::int32_t status = guarded(library_, PluginFunction::kForward, [&] {
    return functions_.forward(self_, services_.host(), &step);
  });
  services_.check(status, "forward");
}

void Activation::gradient(std::uint32_t batch, const float* u, const float* y, const float* v,
                          float* out) {
  const hebb_activation_gradient step{sizeof(hebb_activation_gradient),
                                      setup_.units,
                                      batch,
                                      0,
                                      setup_.parameters.data(),
                                      u,
                                      y,
                                      v,
                                      out};
  const std::int32_t status = guarded(library_, PluginFunction::kGradient, [&] {
    return functions_.gradient(self_, services_.host(), &step);
  });
  services_.check(status, "gradient");
}

Metric::Metric(const Library& library, const Setup& setup)
    : library_(library),
      functions_(library.functions<hebb_metric>()),
      setup_(setup),
      services_(library, setup.seed, setup.stream),
      plan_(create_metric(library, functions_, setup_, services_, self_)),
      states_(library.descriptor().id, library.descriptor().states, plan_.states, setup_) {}

Metric::~Metric() { destroy(library_, functions_, self_); }

void Metric::observe(hebb_metric_step& step) {
  if (functions_.observe == nullptr) return;
  step.struct_size = sizeof(hebb_metric_step);
  step.params = setup_.parameters.data();
  step.states = states_.pointers();
  const std::int32_t status = guarded(library_, PluginFunction::kObserve, [&] {
    return functions_.observe(self_, services_.host(), &step);
  });
  services_.check(status, "observe", step.index + 1);
}

Emission Metric::report(hebb_metric_report& report) {
  report.struct_size = sizeof(hebb_metric_report);
  report.params = setup_.parameters.data();
  report.states = states_.pointers();
  Emission emission;
  const auto reporting = [&] {
    services_.emission = &emission;
    return functions_.report(self_, services_.host(), &report);
  };
  const std::int32_t status = guarded(library_, PluginFunction::kReport, reporting);
  services_.emission = nullptr;  // a report that throws ends the run
  services_.check(status, "report", report.steps);
  return emission;
}

}  // namespace hebb::plugin
