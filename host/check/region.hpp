// region -- memory between two inaccessible pages, so that a plugin that leaves its buffer is
// caught, and known by name.
#pragma once

#include <cstddef>
#include <string>

namespace hebb::check {

// Where the data lie between the guard pages. Bytes that alignment (64) leaves between the data and
// a guard page hold a pattern that is looked at afterwards.
enum class Placement {
  kLoose,  // a page from each guard page: small overruns go unpunished
  kEnd,    // against the one behind
  kStart   // against the one before
};

class Region {
 public:
  Region(std::string name, std::size_t bytes, Placement placement);
  Region(Region&& other) noexcept;
  Region& operator=(Region&&) = delete;
  ~Region();

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] void* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  void renew();    // it is as when it was made
  void protect();  // from now on it can be read only
  void close();    // from now on it cannot be touched
  void retire();   // the same, and a fault says "of an earlier call"

  // "" or what was written beside the data: "wrote behind the end of c".
  [[nodiscard]] std::string trespass() const;

 private:
  std::string name_;
  std::size_t bytes_;
  std::byte* whole_ = nullptr;  // guard page, inner pages, guard page
  std::size_t whole_bytes_ = 0;
  std::byte* data_ = nullptr;
  bool watched_;  // the bytes around the data are looked at
};

// What an access to `address` that failed did, for the signal handler: nothing is allocated, the
// text goes to `out` (cut to `room`). Returns false where the address is in no region.
bool explain_access(const void* address, bool wrote, char* out, std::size_t room) noexcept;

}  // namespace hebb::check
