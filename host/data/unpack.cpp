#include "data/unpack.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>

#include "base/descriptor.hpp"
#include "base/error.hpp"

namespace hebb::data {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 18U;

using Reader = std::unique_ptr<archive, int (*)(archive*)>;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
  throw Error(ExitCode::kMissing, file.string() + ": " + why);
}

[[noreturn]] void fail_unpacking(const std::filesystem::path& path, const char* what) {
  throw Error(ExitCode::kRunFailed,
              path.string() + ": " + what + ": " + std::generic_category().message(errno));
}

Reader open_archive(const std::filesystem::path& file) {
  Reader reader(archive_read_new(), &archive_read_free);
  if (!reader) throw std::bad_alloc();
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  if (archive_read_open_filename(reader.get(), file.c_str(), kBlock) != ARCHIVE_OK) {
    refuse(file, fmt::format("no tar archive: {}", archive_error_string(reader.get())));
  }
  return reader;
}

const Member* find_member(archive_entry* entry, const std::vector<Member>& members) {
  const char* name = archive_entry_pathname(entry);
  const bool is_file =
      archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr;
  if (name == nullptr || !is_file) return nullptr;
  std::string_view path(name);
  if (path.substr(0, 2) == "./") path.remove_prefix(2);
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.path == path; });
  return found == members.end() ? nullptr : &*found;
}

void write_all(int file, const char* bytes, std::size_t count, const Member& member) {
  for (std::size_t done = 0; done < count;) {
    const ssize_t written = ::write(file, bytes + done, count - done);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_unpacking(member.target, "cannot be written");
    done += static_cast<std::size_t>(written);
  }
}

void copy_out(archive* reader, const std::filesystem::path& file, const Member& member) {
  const Descriptor target(
      ::open(member.target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!target.is_open()) fail_unpacking(member.target, "cannot be written");
  std::vector<char> block(kBlock);
  std::uint64_t total = 0;
  while (true) {
    const la_ssize_t count = archive_read_data(reader, block.data(), block.size());
    if (count < 0) {
      refuse(file, fmt::format("{}: {}", member.path, archive_error_string(reader)));
    }
    if (count == 0) break;
    total += static_cast<std::uint64_t>(count);
    if (total > member.bytes) break;
    write_all(target.get(), block.data(), static_cast<std::size_t>(count), member);
  }
  if (total != member.bytes) {
    refuse(file, fmt::format("{} has {}{} bytes, wanted {}", member.path,
                             total > member.bytes ? "more than " : "",
                             std::min(total, member.bytes), member.bytes));
  }
  if (::fsync(target.get()) != 0) fail_unpacking(member.target, "cannot be flushed");
}

}  // namespace

void unpack(const std::filesystem::path& archive, const std::vector<Member>& members) {
  const Reader reader = open_archive(archive);
  std::set<const Member*> taken;
  archive_entry* entry = nullptr;
  while (true) {
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
      refuse(archive, fmt::format("no whole tar archive: {}", archive_error_string(reader.get())));
    }
    const Member* member = find_member(entry, members);
    if (member == nullptr) continue;
    if (!taken.insert(member).second) refuse(archive, member->path + " is there twice");
    copy_out(reader.get(), archive, *member);
  }
  for (const Member& member : members) {
    if (taken.count(&member) == 0) refuse(archive, "has no file " + member.path);
  }
}

}  // namespace hebb::data
