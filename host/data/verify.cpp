#include "data/verify.hpp"

#include <fmt/format.h>

#include <cstdint>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "data/dataset.hpp"
#include "data/input_file.hpp"

namespace hebb::data {
namespace {

// Of the uncompressed bytes, "" where they are damaged or not as many as wanted: such a file cannot
// be the one.
std::string sha256_of_content(const std::filesystem::path& path, std::uint64_t wanted) {
  AlignedVector<std::uint8_t> bytes;
  try {
    if (InputFile(path).append(wanted + 1, bytes) != wanted) return "";
  } catch (const Error&) {
    return "";
  }
  return sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

const char* word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPublished:
      return "as published";
    case Verdict::kSameContent:
      return "the published content, packed otherwise";
    case Verdict::kUnknown:
      return "cannot be compared: no digest of the uncompressed file is published";
    default:
      return "differs from the published file";
  }
}

Judgement judge(const std::filesystem::path& path, bool is_packed, const PublishedFile& published) {
  Judgement judgement;
  judgement.path = path;
  judgement.sha256 = sha256_of_file(path);
  const std::optional<Digest>& own = is_packed ? published.packed : published.plain;
  if (own) judgement.wanted = own->sha256;
  if (judgement.sha256 == judgement.wanted) {
    judgement.verdict = Verdict::kPublished;
  } else if (is_packed && published.plain) {
    if (!own) judgement.wanted = published.plain->sha256;
    const std::string content = sha256_of_content(path, published.plain->bytes);
    if (content == published.plain->sha256) {
      judgement = {path, Verdict::kSameContent, content, content};
    }
  } else if (!own) {
    judgement.verdict = Verdict::kUnknown;
  }
  return judgement;
}

std::vector<Judgement> judge_all(const Distribution& distribution,
                                 const std::filesystem::path& root) {
  std::vector<Judgement> judgements;
  const std::vector<std::filesystem::path> files = present_files(distribution.name, root);
  if (!files.empty() && files.size() != distribution.files.size()) {
    throw Error(ExitCode::kUsage,
                fmt::format("{}: the table has {} files, wanted the {} that the program reads",
                            distribution.name, distribution.files.size(), files.size()));
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    judgements.push_back(judge(files[i], files[i].extension() == ".gz", distribution.files[i]));
  }
  return judgements;
}

}  // namespace hebb::data
