// verify -- whether the files of a data set are the published ones.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/distribution.hpp"

namespace hebb::data {

enum class Verdict {
  kPublished,    // the published file, byte for byte
  kSameContent,  // packed or plain otherwise than it was published, with the published content
  kUnknown,      // plain, and no digest of the plain file is published
  kDiffers,
};

struct Judgement {
  std::filesystem::path path;
  Verdict verdict = Verdict::kDiffers;
  std::string sha256;  // of the file, or of its content where that was compared
  std::string wanted;  // "" for kUnknown
};

[[nodiscard]] const char* word(Verdict verdict);

// Compares a file, or one that is about to become it, with what is published. `is_packed` says
// which digest it should have; for a packed file with another, the content is compared too. Throws
// Error (kMissing) if the file cannot be read.
[[nodiscard]] Judgement judge(const std::filesystem::path& path, bool is_packed,
                              const PublishedFile& published);

// The data set's files under the root, in the order of the distribution; nothing if they are not
// all there.
[[nodiscard]] std::vector<Judgement> judge_all(const Distribution& distribution,
                                               const std::filesystem::path& root);

}  // namespace hebb::data
