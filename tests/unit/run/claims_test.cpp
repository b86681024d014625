// claims_test -- who gets a run: the first, and of the dead one's heirs exactly one.
#include "run/claims.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include "base/files.hpp"

namespace fs = std::filesystem;
using namespace hebb;
using namespace hebb::run;
using namespace std::chrono_literals;

namespace {

constexpr auto kLong = 1h;

// What a process leaves that is killed while it holds ID.0: its entry, and its claim. The entry is
// of another machine unless `machine` is this one's, so that only its silence tells.
void leave_claim_of(const fs::path& folder, const std::string& id, const std::string& token) {
  std::ofstream(folder / ("worker-" + token))
      << "00000000000000000007\n{\"machine\": \"another\", \"process\": 1, \"started\": \"1\"}\n";
  std::ofstream(folder / (id + ".0")) << token;
}

}  // namespace

TEST_CASE("claims: a run is taken once, and again when it was released") {
  const TemporaryDirectory folder;
  Claims first(folder.path(), kLong);
  Claims second(folder.path(), kLong);
  {
    const auto claim = first.take("a", true);
    REQUIRE(claim.has_value());
    CHECK_FALSE(second.take("a", true).has_value());
    second.look();
    CHECK_FALSE(second.take("a", true).has_value());
    CHECK(second.is_in_living_hands("a"));
    CHECK(second.take("b", false).has_value());
  }
  second.look();
  CHECK(second.take("a", false).has_value());
}

TEST_CASE("claims: of many that ask at once exactly one gets the run, of the living or the dead") {
  for (const bool has_dead_owner : {false, true}) {
    const TemporaryDirectory folder;
    fs::create_directories(folder.path() / ".claims");
    if (has_dead_owner) leave_claim_of(folder.path() / ".claims", "a", "gone-1-1");
    std::vector<std::unique_ptr<Claims>> all;
    for (int i = 0; i < 8; ++i) all.push_back(std::make_unique<Claims>(folder.path(), 0ms));
    // A patience of nothing takes everybody for dead; the entry is the only one asked about.
    std::atomic<int> winners{0};
    std::atomic<bool> go{false};
    std::vector<std::optional<Claim>> kept(all.size());
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < all.size(); ++i) {
      threads.emplace_back([&, i] {
        while (!go) std::this_thread::yield();
        auto claim = all[i]->take("a", has_dead_owner);
        if (claim) kept[i].emplace(std::move(*claim));
        if (kept[i]) ++winners;
      });
    }
    go = true;
    for (std::thread& thread : threads) thread.join();
    CHECK(winners == 1);
  }
}

TEST_CASE("claims: one that is silent is not taken for dead before its time, nor one that moves") {
  const TemporaryDirectory folder;
  const fs::path claims_dir = folder.path() / ".claims";
  fs::create_directories(claims_dir);
  leave_claim_of(claims_dir, "a", "far-1-1");
  Claims patient(folder.path(), kLong);
  CHECK_FALSE(patient.take("a", true).has_value());
  CHECK_FALSE(patient.is_in_living_hands("a"));  // nothing is known of it yet
  std::ofstream(claims_dir / "worker-far-1-1")
      << "00000000000000000008\n{\"machine\": \"another\", \"process\": 1}\n";
  CHECK_FALSE(patient.take("a", true).has_value());
  CHECK(patient.is_in_living_hands("a"));
}

TEST_CASE("claims: who is taken over finds out, and the heir's claim stays when it lets go") {
  const TemporaryDirectory folder;
  Claims first(folder.path(), kLong);
  Claims heir(folder.path(), 0ms);
  std::optional<Claim> claim = first.take("a", false);
  REQUIRE(claim.has_value());
  CHECK_FALSE(claim->is_lost());
  heir.look();
  const auto inherited = heir.take("a", true);
  REQUIRE(inherited.has_value());
  CHECK(claim->is_lost());
  CHECK_FALSE(inherited->is_lost());
  claim.reset();
  CHECK(fs::exists(folder.path() / ".claims/a.1"));
}

TEST_CASE("claims: a process of this machine that was killed is dead at once") {
  const TemporaryDirectory folder;
  Claims other(folder.path(), kLong);
  const pid_t child = ::fork();
  if (child == 0) {
    const Claims claims(folder.path(), kLong);
    const auto claim = const_cast<Claims&>(claims).take("a", false);
    ::_exit(claim.has_value() ? 0 : 1);  // no destructor: as if killed
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(status == 0);
  other.look();
  CHECK(other.is_held("a"));
  CHECK_FALSE(other.take("a", false).has_value());
  CHECK(other.take("a", true).has_value());
}

TEST_CASE("claims: tidying removes what the dead hold of settled runs, and their entries") {
  const TemporaryDirectory folder;
  const fs::path claims_dir = folder.path() / ".claims";
  fs::create_directories(claims_dir);
  leave_claim_of(claims_dir, "done", "gone-1-1");
  leave_claim_of(claims_dir, "open", "gone-2-2");
  Claims claims(folder.path(), 0ms);
  claims.tidy([](const std::string& id) { return id == "done"; });
  CHECK_FALSE(fs::exists(claims_dir / "done.0"));
  CHECK_FALSE(fs::exists(claims_dir / "worker-gone-1-1"));
  CHECK(fs::exists(claims_dir / "open.0"));
  CHECK(fs::exists(claims_dir / "worker-gone-2-2"));
}

TEST_CASE("claims: an entry that says nothing of its process is one of another machine") {
  const TemporaryDirectory folder;
  fs::create_directories(folder.path() / ".claims");
  leave_claim_of(folder.path() / ".claims", "a", "odd-1-1");
  std::ofstream(folder.path() / ".claims/worker-odd-1-1")
      << "00000000000000000007\n{\"machine\": 1, \"process\": \"x\", \"started\": []}\n";
  Claims claims(folder.path(), kLong);
  claims.look();
  CHECK_FALSE(claims.take("a", true).has_value());
}
