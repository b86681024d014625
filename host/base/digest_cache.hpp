// digest_cache -- SHA-256 of files, computed once as long as a file stays what it is.
//
// A digest is remembered with the file's path, device, inode, size and the times of its last change
// of content and of inode (which no program can set), in this process and, for others, in
// $XDG_CACHE_HOME/hebb/digests (default ~/.cache): one small file for each path, replaced in one
// step. A file that changed less than two seconds ago is not remembered: it may change again within
// the same tick of its clock. The cache may be removed at any time; one that cannot be written is
// done without.
#pragma once

#include <filesystem>
#include <string>

namespace hebb {

// What sha256_of_file returns, and throws.
[[nodiscard]] std::string cached_sha256_of_file(const std::filesystem::path& path);

}  // namespace hebb
