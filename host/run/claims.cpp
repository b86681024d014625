#include "run/claims.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"

namespace hebb::run {
namespace {

namespace fs = std::filesystem;

fs::path numbered(const fs::path& stem, int number) {
  return stem.string() + "." + std::to_string(number);
}

// "ID.NUMBER" of a claim; false for other files.
bool parse_claim(const std::string& name, std::string& id, int& number) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0 || !token_of_entry(name).empty()) return false;
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data() + dot + 1, end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return false;
  id = name.substr(0, dot);
  return true;
}

std::string owner_of(const fs::path& claim) {
  try {
    return read_file(claim);
  } catch (const Error&) {
    return "";
  }
}

fs::path made(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw Error(ExitCode::kRunFailed,
                fmt::format("{}: cannot be made: {}", folder.string(), error.message()));
  }
  return folder;
}

}  // namespace

fs::path claims_folder(const fs::path& directory) { return directory / ".claims"; }

// The lowest number first: as long as a claim is held, number 0 is there and cannot be made.
Claim::~Claim() {
  if (stem_.empty()) return;
  for (int number = 0; number <= number_; ++number) ::unlink(numbered(stem_, number).c_str());
}

bool Claim::is_lost() const { return ::access(numbered(stem_, number_ + 1).c_str(), F_OK) == 0; }

Claims::Claims(const fs::path& directory, std::chrono::milliseconds patience)
    : folder_(made(claims_folder(directory))), presence_(folder_), observer_(folder_, patience) {
  look();
}

void Claims::look() {
  held_.clear();
  tokens_.clear();
  for (const std::string& name : names_in(folder_)) {
    std::string id;
    int number = 0;
    if (parse_claim(name, id, number)) {
      const auto known = held_.try_emplace(id, number).first;
      known->second = std::max(known->second, number);
    } else if (const std::string token = token_of_entry(name); !token.empty()) {
      tokens_.push_back(token);
    }
  }
}

Life Claims::life_of_owner(const std::string& id, int number) {
  const fs::path file = numbered(folder_ / id, number);
  const std::string owner = owner_of(file);
  return owner.empty() ? observer_.life_of(file.filename().string(), "") : observer_.life_of(owner);
}

bool Claims::is_in_living_hands(const std::string& id) {
  const auto held = held_.find(id);
  return held != held_.end() && life_of_owner(id, held->second) == Life::kAlive;
}

std::optional<Claim> Claims::take(const std::string& id, bool from_the_dead) {
  const auto held = held_.find(id);
  const int number = held == held_.end() ? 0 : held->second + 1;
  if (number > 0 && !(from_the_dead && life_of_owner(id, number - 1) == Life::kDead))
    return std::nullopt;
  const fs::path file = numbered(folder_ / id, number);
  if (!create_file(file, token())) return std::nullopt;  // somebody was faster
  held_[id] = number;
  return Claim(folder_ / id, number);
}

void Claims::remove_dead_entries() {
  std::set<std::string> owners;
  for (const auto& [id, owner] : claim_owners(folder_.parent_path())) owners.insert(owner);
  for (const std::string& other : tokens_) {
    if (other == token() || owners.count(other) > 0 || !is_dead(other)) continue;
    ::unlink((folder_ / entry_name(other)).c_str());
  }
}

std::map<std::string, std::string> claim_owners(const fs::path& directory) {
  std::map<std::string, std::pair<int, std::string>> highest;
  const fs::path folder = claims_folder(directory);
  for (const std::string& name : names_in(folder)) {
    std::string id;
    int number = 0;
    if (!parse_claim(name, id, number)) continue;
    auto& known = highest.try_emplace(id, -1, "").first->second;
    if (number > known.first) known = {number, owner_of(folder / name)};
  }
  std::map<std::string, std::string> owners;
  for (const auto& [id, claim] : highest) owners[id] = claim.second;
  return owners;
}

}  // namespace hebb::run
