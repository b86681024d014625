// download -- one file over HTTP, continuing what is there of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace hebb::data {

// Whoever watches a download.
class DownloadAudience {
 public:
  virtual ~DownloadAudience() = default;
  // `total` is 0 where the server does not say. Called several times a second.
  virtual void progressed(std::uint64_t done, std::uint64_t total) = 0;
  [[nodiscard]] virtual bool wants_stop() const = 0;
};

struct Download {
  std::string url;                    // http or https
  std::filesystem::path partial;      // where the bytes go; what it holds already is continued
  std::uint64_t limit = 0;            // more bytes than these are refused
  std::chrono::seconds patience{30};  // for a connection, and for a transfer that all but stands
};

// A transfer that failed for a reason that lies with the server or the network.
class DownloadError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Fetches the whole file into `partial` and flushes it to the disk. Up to 5 redirections, to http
// and https only; proxies as libcurl's environment variables say. A server that cannot continue is
// asked for all of it. Returns whether bytes that were there before are part of the result.
//
// Throws DownloadError: what happened, without the URL; then `partial` holds what has come, for the
// next time. Throws Error (kRunFailed) if the file cannot be written, and Error (kStopped) if the
// audience wants to stop.
bool download(const Download& what, DownloadAudience& audience);

}  // namespace hebb::data
