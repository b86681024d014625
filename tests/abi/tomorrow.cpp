// tomorrow -- the part of the host that reads and calls plugins, in one file, so that minor_test.sh
// can build it with the header of a later minor: prints what the kept plugins in a folder come to.
#include <cstdio>
#include <filesystem>
#include <vector>

#include "plugin/dependencies.cpp"
#include "plugin/descriptor.cpp"
#include "plugin/descriptor_entries.cpp"
#include "plugin/instance.cpp"
#include "plugin/kind.cpp"
#include "plugin/library.cpp"
#include "plugin/services.cpp"
#include "plugin/state.cpp"
#include "plugin/trust.cpp"

namespace {

using namespace hebb::plugin;

constexpr std::uint32_t kInputs = 9, kUnits = 6, kBatch = 4, kClasses = 3;

std::vector<float> numbers(std::size_t count, unsigned seed) {
  std::vector<float> values(count);
  for (float& value : values) {
    seed = seed * 1664525U + 1013904223U;
    value = static_cast<float>(seed >> 16U) / 65536.0F - 0.5F;
  }
  return values;
}

void print(const char* what, const float* values, std::size_t count) {
  for (std::size_t i = 0; values != nullptr && i < count; ++i) {
    std::printf("%s %a\n", what, static_cast<double>(values[i]));
  }
}

Setup setup_for(const Library& library) {
  Setup setup;
  setup.inputs = kInputs;
  setup.units = kUnits;
  setup.classes = kClasses;
  setup.batch = kBatch;
  setup.channels = 1;
  setup.height = setup.width = 3;
  setup.steps = 3;
  setup.samples = setup.steps * kBatch;
  for (const Parameter& p : library.descriptor().parameters) setup.parameters.push_back(p.initial);
  return setup;
}

struct Numbers {
  std::vector<float> x = numbers(kInputs * kBatch, 1), u = numbers(kUnits * kBatch, 2);
  std::vector<float> y = numbers(kUnits * kBatch, 3), w = numbers(kInputs * kUnits, 4);
  std::vector<float> gram = numbers(kBatch * kBatch, 5), norms = numbers(kUnits, 6);
  std::vector<float> third = numbers(kClasses * kBatch, 7), bias = numbers(kUnits, 8);
  std::vector<float> inputs = numbers(kInputs * kInputs, 9);
  std::vector<std::int32_t> labels{0, 1, 2, 1};
};

void step_rule(const Library& library, Numbers& n) {
  Rule rule(library, setup_for(library));
  rule.set_gradient([](const float* v, float* out) {
    for (std::uint32_t i = 0; i < kUnits * kBatch; ++i) out[i] = 0.5F * v[i];
  });
  const std::uint32_t mode = rule.plan().mode;
  for (std::uint64_t index = 0; index < 3; ++index) {
    std::vector<float> c(kUnits * kBatch), d(kUnits), lateral(kUnits * kUnits), w_new(n.w);
    hebb_rule_step step{};
    step.inputs = kInputs, step.units = kUnits, step.classes = kClasses, step.batch = kBatch;
    step.index = index, step.samples = index * kBatch, step.rate = 0.1, step.reduction = 0.25;
    step.x = n.x.data(), step.u = n.u.data(), step.y = n.y.data(), step.gram = n.gram.data();
    step.norms = n.norms.data(), step.w = n.w.data(), step.third = n.third.data();
    step.labels = n.labels.data(), step.bias = n.bias.data(), step.c = c.data();
    step.d = mode == HEBB_MODE_FACTORED ? d.data() : nullptr;
    step.lateral = mode == HEBB_MODE_LATERAL ? lateral.data() : nullptr;
    step.w_new = mode == HEBB_MODE_DIRECT ? w_new.data() : nullptr;
    rule.step(step);
    print("c", step.c, c.size());
    print("d", step.d, d.size());
    print("lateral", step.lateral, lateral.size());
    print("w_new", step.w_new, w_new.size());
  }
}

void call_activation(const Library& library, const Numbers& n) {
  Activation activation(library, setup_for(library));
  std::vector<float> y(n.u.size()), out(n.u.size());
  activation.forward(kBatch, n.u.data(), y.data());
  activation.gradient(kBatch, n.u.data(), y.data(), n.y.data(), out.data());
  print("y", y.data(), y.size());
  print("out", out.data(), out.size());
}

void watch(const Library& library, const Numbers& n) {
  Metric metric(library, setup_for(library));
  hebb_metric_step step{};
  step.inputs = kInputs, step.units = kUnits, step.classes = kClasses, step.batch = kBatch;
  step.rate = 0.1, step.reduction = 0.25, step.x = n.x.data(), step.u = n.u.data();
  step.y = n.y.data(), step.c = n.u.data(), step.step_norms = n.norms.data();
  step.winners = n.labels.data(), step.labels = n.labels.data();
  metric.observe(step);
  hebb_metric_report report{};
  report.inputs = kInputs, report.units = kUnits, report.classes = kClasses;
  report.eigenpairs = kInputs, report.last = 1, report.steps = 1, report.samples = kBatch;
  report.w = n.w.data(), report.w0 = n.w.data(), report.input_mean = n.x.data();
  report.eigenvalues = n.x.data(), report.eigenvectors = n.inputs.data();
  report.class_means = n.inputs.data();
  for (const auto& [name, value] : metric.report(report).scalars) {
    std::printf("%s %a\n", name.c_str(), value);
  }
}

}  // namespace

int main(int, char** arguments) {
  std::printf("minor %u\n", HEBB_ABI_MINOR);
  Numbers n;
  for (const char* name :
       {"rule_kept_direct", "rule_kept_factored", "rule_kept_krotov", "rule_kept_lateral",
        "rule_kept_third", "rule_kept_wta", "activation_kept", "metric_kept"}) {
    const std::string whole = name;
    const std::size_t split = whole.find('_');
    const auto file = std::filesystem::path(arguments[1]) / ("hebb_" + whole + ".so");
    const Kind kind = whole[0] == 'r'   ? Kind::kRule
                      : whole[0] == 'a' ? Kind::kActivation
                                        : Kind::kMetric;
    const Library& library = Library::load(file, kind, whole.substr(split + 1));
    std::printf("%s\n", name);
    if (kind == Kind::kRule) step_rule(library, n);
    if (kind == Kind::kActivation) call_activation(library, n);
    if (kind == Kind::kMetric) watch(library, n);
  }
}
