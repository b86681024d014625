// long_form -- whether tests that have a long form take it: with HEBB_TEST_FULL=1.
#pragma once

#include <cstdlib>
#include <string_view>

namespace hebb::test {

inline bool is_long_form() {
  const char* value = std::getenv("HEBB_TEST_FULL");
  return value != nullptr && std::string_view(value) == "1";
}

}  // namespace hebb::test
