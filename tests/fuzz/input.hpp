// input -- the fuzzer's bytes: taken from the front, or as a file that is in memory only.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <string>
#include <string_view>

namespace hebb::fuzz {

// What holds for every input. abort() makes a finding of it.
inline void require(bool holds, const char* claim) {
  if (holds) return;
  std::cerr << "does not hold: " << claim << "\n";
  std::abort();
}

// What is left of an input. It must not take more than 5 s of processor time: libFuzzer's limit is
// of the clock on the wall, which a busy machine exceeds by itself.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}
  ~Input() { require((std::clock() - begin_) / CLOCKS_PER_SEC < 5, "an input takes 5 s at most"); }
  Input(const Input&) = default;
  Input& operator=(const Input&) = delete;

  // Zeros where the input ends.
  template <class Value>
  Value take() {
    Value value{};
    const std::string_view bytes = take(sizeof value);
    std::memcpy(&value, bytes.data(), bytes.size());
    return value;
  }

  std::string_view take(std::size_t count) {
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  // Up to the next `end`, which is taken off too.
  std::string_view take_until(char end) {
    const std::string_view taken = take(std::min(rest_.find(end), rest_.size()));
    take(1);
    return taken;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::clock_t begin_ = std::clock();
};

// A regular file in memory, for readers that take a path.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
    for (std::size_t done = 0; done < bytes.size();) {
      const ssize_t count = ::write(descriptor_, bytes.data() + done, bytes.size() - done);
      require(count > 0, "a file in memory can be written");
      done += static_cast<std::size_t>(count);
    }
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::filesystem::path path() const {
    return "/proc/self/fd/" + std::to_string(descriptor_);
  }

 private:
  int descriptor_;
};

}  // namespace hebb::fuzz

// The entry point of libFuzzer; -Wmissing-declarations wants it declared.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
