// fetch -- brings a published data set into the data root.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "data/distribution.hpp"
#include "data/download.hpp"

namespace hebb::data {

class FetchAudience : public DownloadAudience {
 public:
  virtual void noted(const std::string& message) = 0;   // something went on
  virtual void warned(const std::string& message) = 0;  // something did not, and there is a way on
  virtual void began(const std::string& file) = 0;      // progressed() speaks of this file now
};

struct FetchOptions {
  std::filesystem::path root;
  std::chrono::seconds patience{30};
  bool replaces = false;  // files that differ from the published ones
};

struct FetchedFile {
  std::filesystem::path path;
  std::string sha256;
  bool is_new = false;
};

// The files of the data set under the root, in the order of the distribution, after those that
// were missing have been fetched: from the first mirror that gives the right bytes, into a working
// folder `root`/.hebb-fetch-NAME, compared by SHA-256, flushed, and renamed into place. What has
// come of a file stays in the working folder when a fetch fails or is killed, and the next one goes
// on from there; one that ends well removes the folder. Of two at once, one waits for the other.
//
// Throws Error: kMissing where no mirror gives a file, or a file that is there differs from the
// published one and is not to be replaced; kRunFailed where the root cannot be written; kStopped.
// In no case is a file under its own name that is not whole and compared.
std::vector<FetchedFile> fetch(const Distribution& distribution, const FetchOptions& options,
                               FetchAudience& audience);

}  // namespace hebb::data
