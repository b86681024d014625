#include "check/activation_session.hpp"

#include <fmt/format.h>

#include <limits>

namespace hebb::check {
namespace {

// What an output of which every element must be written holds before.
std::vector<float> nothing(std::size_t count) {
  return std::vector<float>(count, std::numeric_limits<float>::quiet_NaN());
}

}  // namespace

ActivationSession::ActivationSession(const Target& target, const Conditions& conditions)
    : Session(target, conditions), functions_(library_.functions<hebb_activation>()) {}

std::int32_t ActivationSession::create_instance(const hebb_setup& setup) {
  return functions_.create(&host_, &setup, &plan_, &self_);
}

void ActivationSession::destroy_instance() { functions_.destroy(self_); }

std::int32_t ActivationSession::call_forward(std::uint32_t batch, const float* u, float* y,
                                             const double* parameters) {
  const hebb_activation_forward step{
      sizeof(hebb_activation_forward), shape().units, batch, 0, parameters, u, y};
  return functions_.forward(self_, &host_, &step);
}

std::int32_t ActivationSession::call_gradient(std::uint32_t batch, const float* u, const float* y,
                                              const float* v, float* out,
                                              const double* parameters) {
  const hebb_activation_gradient step{
      sizeof(hebb_activation_gradient), shape().units, batch, 0, parameters, u, y, v, out};
  return functions_.gradient(self_, &host_, &step);
}

bool ActivationSession::run(const Batch& batch) {
  const std::vector<float> blank = nothing(batch.u.size());
  const float* u = input("u", batch.u);
  float* y = output("y", blank.size(), blank.data());
  const double* params = input("params", setup_.parameters);
  if (!call("forward", place("forward", batch),
            [&] { return call_forward(batch.size, u, y, params); })) {
    return false;
  }
  record(fmt::format("forward {}: y", batch.index + 1), y, blank.size() * sizeof(float));
  end_call("forward", batch);
  return !has_gradient() || run_gradient(batch, {y, y + blank.size()});
}

bool ActivationSession::run_gradient(const Batch& batch, const std::vector<float>& result) {
  const std::vector<float> blank = nothing(result.size());
  const float* u = input("u", batch.u);
  const float* y = input("y", result);
  const float* v = input("v", normals(result.size(), conditions_.data, "v", batch.index));
  float* out = output("out", blank.size(), blank.data());
  const double* params = input("params", setup_.parameters);
  if (!call("gradient", place("gradient", batch),
            [&] { return call_gradient(batch.size, u, y, v, out, params); })) {
    return false;
  }
  record(fmt::format("gradient {}: out", batch.index + 1), out, blank.size() * sizeof(float));
  end_call("gradient", batch);
  return true;
}

std::vector<float> ActivationSession::forward(const std::vector<float>& u) {
  std::vector<float> y = nothing(u.size());
  (void)call("forward", "forward",
             [&] { return call_forward(samples(u), u.data(), y.data(), parameters()); });
  return y;
}

std::vector<float> ActivationSession::forward_in_place(std::vector<float> u) {
  (void)call("forward", "forward in place",
             [&] { return call_forward(samples(u), u.data(), u.data(), parameters()); });
  return u;
}

std::vector<float> ActivationSession::gradient(const std::vector<float>& u,
                                               const std::vector<float>& v) {
  const std::vector<float> y = forward(u);
  std::vector<float> out = nothing(u.size());
  (void)call("gradient", "gradient", [&] {
    return call_gradient(samples(u), u.data(), y.data(), v.data(), out.data(), parameters());
  });
  return out;
}

std::unique_ptr<Session> activation_session(const Target& target, const Conditions& conditions) {
  return std::make_unique<ActivationSession>(target, conditions);
}

std::unique_ptr<ActivationSession> open_activation(const Target& target,
                                                   const Conditions& conditions) {
  std::unique_ptr<Session> session = Session::open(target, conditions);
  return std::unique_ptr<ActivationSession>(static_cast<ActivationSession*>(session.release()));
}

}  // namespace hebb::check
