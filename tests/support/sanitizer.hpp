// sanitizer -- what tests do otherwise where the build has one.
#pragma once

namespace hebb::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

// For ASAN_OPTIONS and TSAN_OPTIONS of a command; see ../CMakeLists.txt.
#ifdef HEBB_SANITIZER_OPTIONS
inline constexpr const char* kSanitizerOptions = HEBB_SANITIZER_OPTIONS;
#else
inline constexpr const char* kSanitizerOptions = "";
#endif

}  // namespace hebb::test
