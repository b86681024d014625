// sanitizer -- what tests do otherwise where the build has one.
#pragma once

namespace hebb::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

// For ASAN_OPTIONS and TSAN_OPTIONS: a signal or a lack of memory ends the program as it does
// without a sanitizer.
inline constexpr const char* kSanitizerOptions =
    "handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:"
    "allocator_may_return_null=1:die_after_fork=0";

}  // namespace hebb::test
