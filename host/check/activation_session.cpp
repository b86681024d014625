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
    : Session(target, conditions),
      functions_(*static_cast<const hebb_activation*>(library_.raw().functions)) {}

std::int32_t ActivationSession::create_instance(const hebb_setup& setup) {
  return functions_.create(&host_, &setup, &plan_, &self_);
}

void ActivationSession::destroy_instance() { functions_.destroy(self_); }

bool ActivationSession::run(const Batch& batch) {
  const std::vector<float> blank = nothing(batch.u.size());
  const float* u = input("u", batch.u);
  float* y = output("y", blank.size(), blank.data());
  if (!call("forward", place("forward", batch),
            [&] { return functions_.forward(self_, &host_, shape().units, batch.size, u, y); })) {
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
  if (!call("gradient", place("gradient", batch), [&] {
        return functions_.gradient(self_, &host_, shape().units, batch.size, u, y, v, out);
      })) {
    return false;
  }
  record(fmt::format("gradient {}: out", batch.index + 1), out, blank.size() * sizeof(float));
  end_call("gradient", batch);
  return true;
}

std::vector<float> ActivationSession::forward(const std::vector<float>& u) {
  std::vector<float> y = nothing(u.size());
  (void)call("forward", "forward", [&] {
    return functions_.forward(self_, &host_, shape().units, samples(u), u.data(), y.data());
  });
  return y;
}

std::vector<float> ActivationSession::forward_in_place(std::vector<float> u) {
  (void)call("forward", "forward in place", [&] {
    return functions_.forward(self_, &host_, shape().units, samples(u), u.data(), u.data());
  });
  return u;
}

std::vector<float> ActivationSession::gradient(const std::vector<float>& u,
                                               const std::vector<float>& v) {
  const std::vector<float> y = forward(u);
  std::vector<float> out = nothing(u.size());
  (void)call("gradient", "gradient", [&] {
    return functions_.gradient(self_, &host_, shape().units, samples(u), u.data(), y.data(),
                               v.data(), out.data());
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
