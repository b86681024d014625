// unpack -- takes known members out of a tar archive.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace hebb::data {

struct Member {
  std::string path;  // in the archive
  std::uint64_t bytes = 0;
  std::filesystem::path target;  // a file that does not exist yet
};

// Writes each member's bytes to its target, which are flushed to the disk. Names in the archive are
// compared, never used as paths, and only regular files are taken: links, absolute paths, "..",
// devices and all that is not asked for are passed over. Throws Error (kMissing) that names the
// archive and the member: one that is missing, there twice or of another size, or an archive that
// cannot be read; Error (kRunFailed) if a target cannot be written. Targets may then be there.
void unpack(const std::filesystem::path& archive, const std::vector<Member>& members);

}  // namespace hebb::data
