// claims -- who works on which run, by files that are made exclusively: no locks, no server.
//
//   DIR/.claims/worker-TOKEN   a process at work (presence.hpp)
//   DIR/.claims/ID.0           the claim on run ID; holds its owner's TOKEN
//   DIR/.claims/ID.1           .. of one who took it over from a dead owner, and so on
//
// The claim with the highest number counts. Taking a run, also from the dead, is the exclusive
// creation (O_EXCL) of the next number, at which exactly one succeeds. A claim only saves work:
// results are right without, since a run is published by one rename and the first one stays.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "run/presence.hpp"

namespace hebb::run {

// Released with the object.
class Claim {
 public:
  Claim(std::filesystem::path stem, int number) : stem_(std::move(stem)), number_(number) {}
  Claim(Claim&& other) noexcept : stem_(std::exchange(other.stem_, {})), number_(other.number_) {}
  Claim& operator=(Claim&&) = delete;
  ~Claim();

  // True if somebody has taken it over since.
  [[nodiscard]] bool is_lost() const;

 private:
  std::filesystem::path stem_;  // DIR/.claims/ID
  int number_;
};

class Claims {
 public:
  // Enters this process. Throws Error (kRunFailed) if the folder cannot be written.
  Claims(const std::filesystem::path& directory, std::chrono::milliseconds patience);

  [[nodiscard]] const std::string& token() const noexcept { return presence_.token(); }
  [[nodiscard]] bool is_lost() const noexcept { return presence_.is_lost(); }

  // Looks at what others hold; take() goes by the last look.
  void look();

  // The claim on `id` if nobody holds it, or if `from_the_dead` and its owner is dead. Throws Error
  // (kRunFailed) if the folder cannot be written.
  [[nodiscard]] std::optional<Claim> take(const std::string& id, bool from_the_dead);

  [[nodiscard]] bool is_held(const std::string& id) const { return held_.count(id) > 0; }
  // True if the owner of the claim on `id` is known to live.
  [[nodiscard]] bool is_in_living_hands(const std::string& id);
  [[nodiscard]] bool is_dead(const std::string& token) {
    return observer_.life_of(token) == Life::kDead;
  }

  // Removes the claims of the dead on runs for which `is_settled`, and the entries of the dead that
  // hold nothing any more.
  template <class IsSettled>
  void tidy(const IsSettled& is_settled) {
    look();
    for (const auto& [id, number] : held_) {
      if (!is_settled(id) || life_of_owner(id, number) != Life::kDead) continue;
      const Claim released(folder_ / id, number);
    }
    remove_dead_entries();
  }

 private:
  [[nodiscard]] Life life_of_owner(const std::string& id, int number);
  void remove_dead_entries();

  std::filesystem::path folder_;
  Presence presence_;
  Observer observer_;
  std::map<std::string, int> held_;  // by id: the highest number
  std::vector<std::string> tokens_;  // of all entries
};

// The owner of each claim in DIR/.claims, by id; for `hebb status`.
[[nodiscard]] std::map<std::string, std::string> claim_owners(
    const std::filesystem::path& directory);

[[nodiscard]] std::filesystem::path claims_folder(const std::filesystem::path& directory);

}  // namespace hebb::run
