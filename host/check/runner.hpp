// runner -- runs the checks of some files, each in a process of its own, several at once.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "check/check.hpp"

namespace hebb::check {

struct Finding {
  const Check* check = nullptr;
  Verdict verdict{};
};

struct Report {
  Target target;
  std::vector<Finding> findings;  // in the order of the table

  [[nodiscard]] std::size_t count(Status status) const;
};

struct Options {
  std::vector<std::string> only{};  // names of checks or groups; empty: all
  std::chrono::seconds limit{20};   // of one check
};

// Throws Error (kUsage) for a name in `only` that is neither a check nor a group. A plugin that
// crashes, hangs or ends its process fails the check that was at work.
[[nodiscard]] std::vector<Report> check_files(const std::vector<std::filesystem::path>& files,
                                              const Options& options);

}  // namespace hebb::check
