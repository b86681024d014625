// fault -- in a check's process: which call is in progress, and what a signal says of it.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace hebb::check {

// Names the call into the plugin that comes next, for messages: "step 2 (16 x 8, batch 5)". Written
// as a line "@step .." to the descriptor set, so that the parent knows what did not return.
void announce(const std::string& call);
void announce_to(int descriptor);
// What stands before every call that is announced from now on: "with power=2: ".
void announce_with(const std::string& prefix);

// From now on a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT) calls `last_words` with what
// happened, "step 1 (16 x 8, batch 5): wrote behind the end of c", and ends the process.
void catch_faults(void (*last_words)(const char* text));

// Runs the body; where it crashes, returns what happened instead of ending the process. What the
// body had in hand is lost, so little may be done afterwards.
[[nodiscard]] std::optional<std::string> fault_of(const std::function<void()>& body);

}  // namespace hebb::check
