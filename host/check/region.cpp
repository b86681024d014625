#include "check/region.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <new>
#include <utility>

namespace hebb::check {
namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::byte kPattern{0xA5};

enum class Access { kOpen, kReadOnly, kClosed, kRetired };

// The regions as the signal handler sees them: a fixed table, so that looking needs no lock and no
// allocation. Checks make regions on one thread.
struct Known {
  const std::byte* whole = nullptr;
  std::size_t whole_bytes = 0;
  const std::byte* data = nullptr;
  std::size_t bytes = 0;
  Access access = Access::kOpen;
  std::array<char, 48> name{};
};
constexpr std::size_t kMostRegions = 4096;
std::array<Known, kMostRegions> known{};

std::size_t page_size() {
  static const auto size = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return size;
}

std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }

Known* find(const std::byte* whole) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&](const Known& entry) { return entry.whole == whole; });
  return found == known.end() ? nullptr : &*found;
}

}  // namespace

Region::Region(std::string name, std::size_t bytes, Placement placement)
    : name_(std::move(name)), bytes_(bytes), watched_(placement != Placement::kLoose) {
  const std::size_t page = page_size();
  const std::size_t margin = watched_ ? 0 : page;
  const std::size_t inner = std::max(page, round_up(bytes, page)) + 2 * margin;
  whole_bytes_ = inner + 2 * page;
  void* memory =
      ::mmap(nullptr, whole_bytes_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  Known* entry = find(nullptr);
  if (memory == MAP_FAILED || entry == nullptr) throw std::bad_alloc();
  whole_ = static_cast<std::byte*>(memory);
  std::byte* first = whole_ + page;
  if (::mprotect(first, inner, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
  std::memset(first, static_cast<int>(kPattern), inner);
  data_ =
      placement == Placement::kEnd ? first + inner - round_up(bytes, kAlignment) : first + margin;
  *entry = {whole_, whole_bytes_, data_, bytes_, Access::kOpen, {}};
  name_.copy(entry->name.data(), entry->name.size() - 1);
}

Region::Region(Region&& other) noexcept
    : name_(std::move(other.name_)),
      bytes_(other.bytes_),
      whole_(std::exchange(other.whole_, nullptr)),
      whole_bytes_(other.whole_bytes_),
      data_(other.data_),
      watched_(other.watched_) {}

Region::~Region() {
  if (whole_ == nullptr) return;
  *find(whole_) = {};
  ::munmap(whole_, whole_bytes_);
}

void Region::renew() {
  std::byte* first = whole_ + page_size();
  const std::size_t inner = whole_bytes_ - 2 * page_size();
  find(whole_)->access = Access::kOpen;
  ::mprotect(first, inner, PROT_READ | PROT_WRITE);
  std::memset(first, static_cast<int>(kPattern), inner);
}

void Region::protect() {
  find(whole_)->access = Access::kReadOnly;
  ::mprotect(whole_ + page_size(), whole_bytes_ - 2 * page_size(), PROT_READ);
}

void Region::close() {
  watched_ = false;
  find(whole_)->access = Access::kClosed;
  ::mprotect(whole_, whole_bytes_, PROT_NONE);
}

void Region::retire() {
  close();
  find(whole_)->access = Access::kRetired;
}

std::string Region::trespass() const {
  if (!watched_) return "";
  const std::byte* first = whole_ + page_size();
  const std::byte* last = whole_ + whole_bytes_ - page_size();
  const auto spoiled = [](std::byte b) { return b != kPattern; };
  if (std::any_of(first, static_cast<const std::byte*>(data_), spoiled)) {
    return "wrote before the start of " + name_;
  }
  if (std::any_of(static_cast<const std::byte*>(data_) + bytes_, last, spoiled)) {
    return "wrote behind the end of " + name_;
  }
  return "";
}

bool explain_access(const void* address, bool wrote, char* out, std::size_t room) noexcept {
  const auto* at = static_cast<const std::byte*>(address);
  for (const Known& region : known) {
    if (region.whole == nullptr || at < region.whole || at >= region.whole + region.whole_bytes) {
      continue;
    }
    const char* verb = wrote ? "wrote" : "read";
    const char* name = region.name.data();
    if (region.access == Access::kRetired) {
      std::snprintf(out, room, "%s %s of an earlier call", verb, name);
    } else if (region.access == Access::kClosed) {
      std::snprintf(out, room, "%s %s, which its plan does not need", verb, name);
    } else if (at < region.data) {
      std::snprintf(out, room, "%s before the start of %s", verb, name);
    } else if (at >= region.data + region.bytes) {
      std::snprintf(out, room, "%s behind the end of %s", verb, name);
    } else {
      std::snprintf(out, room, "wrote to the input %s", name);
    }
    return true;
  }
  return false;
}

}  // namespace hebb::check
