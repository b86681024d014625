#include "data/mirrors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>

#include "base/error.hpp"
#include "data/network.hpp"

namespace hebb::data {
namespace {

namespace fs = std::filesystem;

constexpr int kAttempts = 20;

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

class Mirror {
 public:
  Mirror(const Wanted& wanted, Download download, FetchAudience& audience)
      : wanted_(wanted), download_(std::move(download)), audience_(audience) {}

  // "" when the right file is there; else why this mirror does not give it.
  std::string try_all() {
    std::string why;
    for (int attempt = 0; attempt < kAttempts; ++attempt) {
      const std::uint64_t before = size_of(download_.partial);
      try {
        const bool is_continued = network().download(download_, audience_);
        why = wanted_.complaint(download_.partial);
        if (why.empty()) return "";
        fs::remove(download_.partial);
        if (!is_continued) return why;
        audience_.warned(fmt::format("{}: {}; from the beginning", download_.url, why));
      } catch (const DownloadError& error) {
        why = error.what();
        if (size_of(download_.partial) <= before) return why;
        audience_.warned(fmt::format("{}: {}; going on from there", download_.url, why));
      }
    }
    return why;
  }

 private:
  const Wanted& wanted_;
  Download download_;
  FetchAudience& audience_;
};

}  // namespace

void fetch_file(const Wanted& wanted, const std::vector<std::string>& mirrors,
                const fs::path& partial, std::chrono::seconds patience, FetchAudience& audience) {
  // A fetch that was killed may have left all of it.
  if (size_of(partial) > 0 && wanted.complaint(partial).empty()) return;
  std::vector<std::string> failures;
  for (const std::string& mirror : mirrors) {
    const std::string url = mirror + wanted.name;
    audience.noted("fetching " + url);
    audience.began(wanted.name);
    const std::string why =
        Mirror(wanted, {url, partial, wanted.limit, patience}, audience).try_all();
    if (why.empty()) return;
    failures.push_back(fmt::format("{}: {}", url, why));
    if (failures.size() < mirrors.size()) audience.warned(failures.back() + "; next mirror");
  }
  throw Error(ExitCode::kMissing,
              fmt::format("{} could not be fetched: {}", wanted.name, fmt::join(failures, "; ")));
}

}  // namespace hebb::data
