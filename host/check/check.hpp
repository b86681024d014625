// check -- one thing that the validator tries on a plugin, and what comes of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/kind.hpp"

namespace hebb::check {

enum class Status { kPass, kWarn, kFail, kSkip };
[[nodiscard]] std::string_view word(Status status);

// The detail says what was found, or why a check was skipped; empty for a pass.
struct Verdict {
  Status status = Status::kPass;
  std::string detail{};
};
[[nodiscard]] inline Verdict pass() { return {}; }
[[nodiscard]] inline Verdict warn(std::string detail) { return {Status::kWarn, std::move(detail)}; }
[[nodiscard]] inline Verdict skip(std::string detail) { return {Status::kSkip, std::move(detail)}; }

// What a check throws when the plugin breaks the contract.
class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The plugin under test; kind and name are those of its file name.
struct Target {
  std::filesystem::path file;
  plugin::Kind kind = plugin::Kind::kRule;
  std::string name{};
};

// Kinds that a check is for, as bits.
inline constexpr std::uint32_t kRules = 1;
inline constexpr std::uint32_t kActivations = 2;
inline constexpr std::uint32_t kMetrics = 4;
inline constexpr std::uint32_t kEveryKind = 7;
[[nodiscard]] constexpr std::uint32_t bit(plugin::Kind kind) {
  return 1U << (static_cast<std::uint32_t>(kind) - 1U);
}

// An entry of the table. `run` is called in a process of its own, which the plugin may spoil, crash
// or hang; it may throw Failure, and Error, which counts as one.
struct Check {
  const char* name;  // GROUP.WORD
  std::uint32_t kinds;
  const char* after;    // the check that must have passed before this one is tried; "" for none
  const char* section;  // of docs/abi.md, which has the rule
  const char* promise;  // the rule
  const char* mend;
  Verdict (*run)(const Target& target);
};

// The groups. To add a check, write its function and its entry into its group's file.
[[nodiscard]] std::span<const Check> file_checks();
[[nodiscard]] std::span<const Check> entry_checks();
[[nodiscard]] std::span<const Check> parameter_checks();
[[nodiscard]] std::span<const Check> step_checks();
[[nodiscard]] std::span<const Check> process_checks();
[[nodiscard]] std::span<const Check> determinism_checks();
[[nodiscard]] std::span<const Check> claim_checks();
[[nodiscard]] std::span<const Check> mode_checks();
[[nodiscard]] std::span<const Check> activation_checks();
[[nodiscard]] std::span<const Check> state_checks();
[[nodiscard]] std::span<const Check> error_checks();

// All of them, in the order in which they are tried and shown. What `after` names comes before.
[[nodiscard]] const std::vector<Check>& checks();

// The check of that name. Throws Error (kUsage).
[[nodiscard]] const Check& find_check(std::string_view name);

}  // namespace hebb::check
