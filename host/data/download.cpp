#include "data/download.hpp"

#include <curl/curl.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace hebb::data {
namespace {

constexpr long kRedirections = 5;
constexpr long kSlowest = 1000;  // bytes a second; below, a transfer all but stands
constexpr long kRangeNotSatisfiable = 416;

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  throw Error(ExitCode::kRunFailed,
              path.string() + ": " + what + ": " + std::generic_category().message(errno));
}

// The state of one request. No exception may cross libcurl, which is C.
struct Transfer {
  const Download& what;
  DownloadAudience& audience;
  Descriptor file{};
  std::uint64_t start = 0;  // bytes that were there
  std::uint64_t size = 0;   // bytes that are there
  int write_error = 0;
  bool is_too_long = false;
  bool is_stopped = false;
  std::array<char, CURL_ERROR_SIZE> words{};
};

std::size_t on_bytes(char* bytes, std::size_t one, std::size_t count, void* pointer) {
  Transfer& transfer = *static_cast<Transfer*>(pointer);
  const std::size_t length = one * count;
  if (length > transfer.what.limit - transfer.size) {
    transfer.is_too_long = true;
    return CURL_WRITEFUNC_ERROR;
  }
  for (std::size_t done = 0; done < length;) {
    const ssize_t written = ::write(transfer.file.get(), bytes + done, length - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      transfer.write_error = errno;
      return CURL_WRITEFUNC_ERROR;
    }
    done += static_cast<std::size_t>(written);
    transfer.size += static_cast<std::size_t>(written);
  }
  return length;
}

int on_progress(void* pointer, curl_off_t total, curl_off_t, curl_off_t, curl_off_t) {
  Transfer& transfer = *static_cast<Transfer*>(pointer);
  transfer.is_stopped = transfer.audience.wants_stop();
  const auto rest = static_cast<std::uint64_t>(total);
  transfer.audience.progressed(transfer.size, rest == 0 ? 0 : transfer.start + rest);
  return transfer.is_stopped ? 1 : 0;
}

void open_partial(Transfer& transfer) {
  const std::filesystem::path& path = transfer.what.partial;
  transfer.file =
      Descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!transfer.file.is_open()) fail(path, "cannot be written");
  struct stat facts {};
  if (::fstat(transfer.file.get(), &facts) != 0) fail(path, "cannot be examined");
  transfer.size = static_cast<std::uint64_t>(facts.st_size);
  if (transfer.size > transfer.what.limit) transfer.size = 0;
}

void cut(Transfer& transfer, std::uint64_t size) {
  const auto end = static_cast<off_t>(size);
  if (::ftruncate(transfer.file.get(), end) != 0 ||
      ::lseek(transfer.file.get(), end, SEEK_SET) != end) {
    fail(transfer.what.partial, "cannot be cut");
  }
  transfer.start = transfer.size = size;
}

struct Answer {
  CURLcode code = CURLE_OK;
  long status = 0;  // of HTTP
  std::string address;
};

Answer request(Transfer& transfer) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), &curl_easy_cleanup);
  if (ready != CURLE_OK || !curl) throw std::runtime_error("libcurl does not start");
  const auto patience = static_cast<long>(transfer.what.patience.count());
  CURL* const handle = curl.get();
  curl_easy_setopt(handle, CURLOPT_URL, transfer.what.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, kRedirections);
  curl_easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "hebb");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, patience);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, kSlowest);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, patience);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.words.data());
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &on_bytes);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, &on_progress);
  curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
  curl_easy_setopt(handle, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(transfer.start));
  Answer answer;
  answer.code = curl_easy_perform(handle);
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  const char* address = nullptr;
  curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &address);
  if (address != nullptr) answer.address = address;
  return answer;
}

// libcurl's own words are good but for the cases that users meet.
std::string reason(const Transfer& transfer, const Answer& answer) {
  if (transfer.is_too_long) {
    return fmt::format("more bytes than the {} that the file may have", transfer.what.limit);
  }
  switch (answer.code) {
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return fmt::format("the connection broke after {} bytes", transfer.size);
    case CURLE_OPERATION_TIMEDOUT:
      return fmt::format("nothing, or less than {} bytes a second, for {} s, after {} bytes",
                         kSlowest, transfer.what.patience.count(), transfer.size);
    case CURLE_TOO_MANY_REDIRECTS:
      return fmt::format("more than {} redirections", kRedirections);
    case CURLE_HTTP_RETURNED_ERROR:
      return fmt::format("the server answered with HTTP {}", answer.status);
    case CURLE_UNSUPPORTED_PROTOCOL:
      return "neither http nor https";
    default:
      return transfer.words[0] != '\0' ? transfer.words.data() : curl_easy_strerror(answer.code);
  }
}

// The server cannot give the rest of what is there: a range that it does not know or that lies
// behind the end of its file.
bool cannot_continue(const Transfer& transfer, const Answer& answer) {
  if (transfer.start == 0) return false;
  return answer.code == CURLE_RANGE_ERROR ||
         (answer.code == CURLE_HTTP_RETURNED_ERROR && answer.status == kRangeNotSatisfiable);
}

}  // namespace

bool download(const Download& what, DownloadAudience& audience) {
  Transfer transfer{.what = what, .audience = audience};
  open_partial(transfer);
  cut(transfer, transfer.size);
  Answer answer = request(transfer);
  if (cannot_continue(transfer, answer)) {
    cut(transfer, 0);
    answer = request(transfer);
  }
  if (transfer.is_stopped) {
    throw Error(ExitCode::kStopped,
                fmt::format("stopped after {} bytes; the same command goes on", transfer.size));
  }
  if (transfer.write_error != 0) {
    errno = transfer.write_error;
    fail(what.partial, "cannot be written");
  }
  if (::fsync(transfer.file.get()) != 0) fail(what.partial, "cannot be flushed");
  if (answer.code == CURLE_OK) return transfer.start > 0;
  std::string why = reason(transfer, answer);
  if (!answer.address.empty() && answer.address != what.url) why += " (at " + answer.address + ")";
  if (transfer.is_too_long) cut(transfer, 0);
  throw DownloadError(why);
}

}  // namespace hebb::data
