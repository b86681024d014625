#include "data/fetch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "base/digest.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "data/dataset.hpp"
#include "data/folder_lock.hpp"
#include "data/mirrors.hpp"
#include "data/network.hpp"
#include "data/verify.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

// A file packed anew may be a little longer than its content.
constexpr std::uint64_t kSlack = 4096;

std::string mismatch(const std::string& got, const std::string& wanted, const fs::path& file,
                     std::uint64_t bytes) {
  return fmt::format("sha256 {} of {} bytes, wanted {} of {}", got, fs::file_size(file), wanted,
                     bytes);
}

// Whether there is anything for the next fetch to go on from.
bool holds_bytes(const fs::path& work) {
  std::error_code error;
  std::error_code ignored;
  for (auto item = fs::directory_iterator(work, error); !error && item != fs::directory_iterator();
       item.increment(error)) {
    if (item->is_regular_file(ignored) && item->file_size(ignored) > 0) return true;
  }
  return false;
}

bool is_good(const Judgement& judgement) { return judgement.verdict != Verdict::kDiffers; }

class Fetch {
 public:
  Fetch(const Distribution& distribution, const FetchOptions& options, FetchAudience& audience)
      : distribution_(distribution),
        options_(options),
        audience_(audience),
        folder_(options.root / distribution.folder) {}

  std::vector<FetchedFile> run() {
    if (auto there = all_there()) return *there;
    FolderLock lock(options_.root / (".hebb-fetch-" + distribution_.name), [this] { wait(); });
    // Whoever held the lock may have done it all.
    auto there = all_there();
    try {
      if (!there) there = bring(lock.folder());
    } catch (...) {
      if (!holds_bytes(lock.folder())) lock.remove();
      throw;
    }
    lock.remove();
    return *there;
  }

 private:
  // All of it, from any of the folders in which it may lie; nothing if some of it is to be fetched.
  std::optional<std::vector<FetchedFile>> all_there() {
    const std::vector<Judgement> judgements = judge_all(distribution_, options_.root);
    if (judgements.empty()) return std::nullopt;
    std::vector<FetchedFile> files;
    for (const Judgement& judgement : judgements) {
      if (!is_good(judgement)) {
        if (options_.replaces) return std::nullopt;
        refuse(judgement);
      }
      if (judgement.verdict == Verdict::kUnknown) {
        audience_.warned(judgement.path.string() + ": " + word(judgement.verdict));
      }
      files.push_back({judgement.path, judgement.sha256, false});
    }
    return files;
  }

  [[noreturn]] void refuse(const Judgement& judgement) const {
    throw Error(ExitCode::kMissing,
                fmt::format("{}: sha256 {}, wanted {} as published; --force replaces it",
                            judgement.path.string(), judgement.sha256, judgement.wanted));
  }

  void wait() {
    if (!is_waiting_) audience_.noted("waiting for another fetch of " + distribution_.name);
    is_waiting_ = true;
    if (audience_.wants_stop()) throw Error(ExitCode::kStopped, "stopped while waiting");
  }

  std::vector<FetchedFile> bring(const fs::path& work) {
    std::vector<FetchedFile> files;
    std::vector<std::size_t> missing;
    for (std::size_t i = 0; i < distribution_.files.size(); ++i) {
      files.push_back(present(distribution_.files[i]));
      if (files.back().path.empty()) missing.push_back(i);
    }
    if (distribution_.archive && !missing.empty()) return bring_archive(work, missing, files);
    for (const std::size_t i : missing) files[i] = bring_one(work, distribution_.files[i]);
    flush(folder_);
    return files;
  }

  // The file in the data set's own folder; without a path where it is to be fetched.
  [[nodiscard]] FetchedFile present(const PublishedFile& file) const {
    for (const char* suffix : {"", ".gz"}) {
      const fs::path path = folder_ / (file.name + suffix);
      std::error_code ignored;
      if (!fs::is_regular_file(path, ignored)) continue;
      const Judgement judgement = judge(path, *suffix != '\0', file);
      if (is_good(judgement)) return {path, judgement.sha256, false};
      if (!options_.replaces) refuse(judgement);
      return {};
    }
    return {};
  }

  FetchedFile bring_one(const fs::path& work, const PublishedFile& file) {
    const fs::path partial = work / (file.name + ".gz.part");
    std::uint64_t limit = file.packed->bytes;
    if (file.plain) limit = std::max(limit, file.plain->bytes) + kSlack;
    const auto complaint = [&file](const fs::path& path) {
      const Judgement judgement = judge(path, true, file);
      return is_good(judgement)
                 ? ""
                 : mismatch(judgement.sha256, judgement.wanted, path, file.packed->bytes);
    };
    fetch_file({file.name + ".gz", limit, complaint}, distribution_.mirrors, partial,
               options_.patience, audience_);
    FetchedFile fetched{folder_ / (file.name + ".gz"), sha256_of_file(partial), true};
    place(partial, fetched.path);
    discard(folder_ / file.name);
    return fetched;
  }

  std::vector<FetchedFile> bring_archive(const fs::path& work,
                                         const std::vector<std::size_t>& missing,
                                         std::vector<FetchedFile> files) {
    const Archive& archive = *distribution_.archive;
    const fs::path partial = work / (archive.name + ".part");
    const auto complaint = [&archive](const fs::path& path) {
      const std::string got = sha256_of_file(path);
      return got == archive.digest.sha256
                 ? ""
                 : mismatch(got, archive.digest.sha256, path, archive.digest.bytes);
    };
    fetch_file({archive.name, archive.digest.bytes, complaint}, distribution_.mirrors, partial,
               options_.patience, audience_);
    audience_.noted("unpacking " + archive.name);
    std::vector<Member> members;
    for (const std::size_t i : missing) {
      const PublishedFile& file = distribution_.files[i];
      members.push_back(
          {distribution_.folder + "/" + file.name, file.plain->bytes, work / (file.name + ".new")});
      discard(members.back().target);
    }
    network().unpack(partial, members);
    for (std::size_t m = 0; m < missing.size(); ++m) {
      files[missing[m]] = take(members[m], distribution_.files[missing[m]]);
    }
    flush(folder_);
    return files;
  }

  // A member that has been unpacked, compared once more and put into place.
  [[nodiscard]] FetchedFile take(const Member& member, const PublishedFile& file) const {
    const Judgement judgement = judge(member.target, false, file);
    if (!is_good(judgement)) {
      throw Error(ExitCode::kMissing, fmt::format("{}: {}", member.path,
                                                  mismatch(judgement.sha256, judgement.wanted,
                                                           member.target, file.plain->bytes)));
    }
    const fs::path path = folder_ / file.name;
    place(member.target, path);
    discard(folder_ / (file.name + ".gz"));
    return {path, judgement.sha256, true};
  }

  static void place(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directories(folder_of(to), error);
    if (!error) fs::rename(from, to, error);
    if (error) {
      throw Error(ExitCode::kRunFailed,
                  fmt::format("{}: cannot be put into place: {}", to.string(), error.message()));
    }
  }

  // What would be found in place of the file that has just come, or is in its way.
  static void discard(const fs::path& path) {
    std::error_code error;
    fs::remove(path, error);
    if (error) {
      throw Error(ExitCode::kRunFailed,
                  fmt::format("{}: cannot be removed: {}", path.string(), error.message()));
    }
  }

  const Distribution& distribution_;
  const FetchOptions& options_;
  FetchAudience& audience_;
  fs::path folder_;
  bool is_waiting_ = false;
};

}  // namespace

std::vector<FetchedFile> fetch(const Distribution& distribution, const FetchOptions& options,
                               FetchAudience& audience) {
  return Fetch(distribution, options, audience).run();
}

}  // namespace hebb::data
