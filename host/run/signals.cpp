#include "run/signals.hpp"

#include <atomic>

namespace hebb::run {
namespace {

std::atomic<int> signals_seen{0};
void on_signal(int) { signals_seen.fetch_add(1); }

}  // namespace

SignalCounter::SignalCounter() {
  signals_seen = 0;
  struct sigaction action {};
  action.sa_handler = &on_signal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &interrupt_);
  sigaction(SIGTERM, &action, &terminate_);
}

SignalCounter::~SignalCounter() {
  sigaction(SIGINT, &interrupt_, nullptr);
  sigaction(SIGTERM, &terminate_, nullptr);
}

int SignalCounter::count() const noexcept { return signals_seen.load(); }

}  // namespace hebb::run
