// digest -- SHA-256 of bytes and files, as lower-case hex.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace hebb {

[[nodiscard]] std::string sha256(std::string_view bytes);

// Throws Error (kMissing) if the file cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& path);

}  // namespace hebb
