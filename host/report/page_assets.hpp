// page_assets -- page.css and page.js as text in the program.
#pragma once

#include <string_view>

namespace hebb::report {

extern const std::string_view kPageStyle;
extern const std::string_view kPageScript;

}  // namespace hebb::report
