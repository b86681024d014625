#include "check/fault.hpp"

#include <setjmp.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>

#include "check/region.hpp"

namespace hebb::check {
namespace {

constexpr std::uintptr_t kNullPages = 65536;  // an address below is a member of a NULL pointer
constexpr int kWriteBit = 2;                  // of the x86 page fault's error code

std::array<char, 512> call{"loading"};
std::array<char, 1024> text{};
std::string prefix;  // of the calls
void (*speak)(const char*) = nullptr;
sigjmp_buf back;
bool returns = false;
int listener = -1;
alignas(16) std::array<std::byte, 65536> stack{};

void describe(int number, const siginfo_t* info, const void* context) {
  std::array<char, 256> what{};
  const auto address = reinterpret_cast<std::uintptr_t>(info->si_addr);
  const auto* machine = static_cast<const ucontext_t*>(context);
  const bool wrote = (machine->uc_mcontext.gregs[REG_ERR] & kWriteBit) != 0;
  const bool memory = number == SIGSEGV || number == SIGBUS;
  if (memory && explain_access(info->si_addr, wrote, what.data(), what.size())) {
  } else if (memory && info->si_code > 0 && address < kNullPages) {
    std::snprintf(what.data(), what.size(), "crashed: %s a NULL pointer",
                  wrote ? "wrote through" : "read through");
  } else {
    const char* name = ::sigabbrev_np(number);
    std::snprintf(what.data(), what.size(), "crashed with SIG%s", name == nullptr ? "?" : name);
  }
  std::snprintf(text.data(), text.size(), "%s: %s", call.data(), what.data());
}

void handle(int number, siginfo_t* info, void* context) {
  describe(number, info, context);
  if (returns) ::siglongjmp(back, 1);
  speak(text.data());
  ::_exit(0);
}

}  // namespace

void announce(const std::string& bare) {
  const std::string next = prefix + bare;
  call.fill('\0');
  next.copy(call.data(), call.size() - 1);
  if (listener < 0) return;
  const std::string line = "@" + next + "\n";
  [[maybe_unused]] const ssize_t written = ::write(listener, line.data(), line.size());
}

void announce_to(int descriptor) { listener = descriptor; }

void announce_with(const std::string& text_before) { prefix = text_before; }

void catch_faults(void (*last_words)(const char*)) {
  speak = last_words;
  stack_t alternate{};
  alternate.ss_sp = stack.data();
  alternate.ss_size = stack.size();
  ::sigaltstack(&alternate, nullptr);
  struct sigaction action {};
  action.sa_sigaction = handle;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    ::sigaction(number, &action, nullptr);
  }
}

std::optional<std::string> fault_of(const std::function<void()>& body) {
  returns = true;
  if (::sigsetjmp(back, 1) != 0) {
    returns = false;
    return std::string(text.data());
  }
  try {
    body();
  } catch (...) {
    returns = false;
    throw;
  }
  returns = false;
  return std::nullopt;
}

}  // namespace hebb::check
