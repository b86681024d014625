// png -- a picture of bytes as a PNG file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace hebb::report {

// Pixels row by row from the top left; a pixel is one byte of grey or three of red, green, blue.
struct Picture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t channels = 1;        // 1 or 3
  std::vector<std::uint8_t> pixels;  // width * height * channels
};

// The bytes of a PNG file.
[[nodiscard]] std::string png_bytes(const Picture& picture);

// Throws Error (kRunFailed) if the file cannot be written; then it is not there.
void write_png(const std::filesystem::path& path, const Picture& picture);

}  // namespace hebb::report
