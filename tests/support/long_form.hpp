// long_form -- whether tests that have a long form take it.
#pragma once

#include <cstdlib>

namespace hebb::test {

inline bool is_long_form() { return std::getenv("HEBB_TEST_FULL") != nullptr; }

}  // namespace hebb::test
