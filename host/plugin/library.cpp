#include "plugin/library.hpp"

#include <dlfcn.h>
#include <elf.h>
#include <fmt/format.h>

#include <boost/dll/shared_library.hpp>
#include <cstring>
#include <exception>
#include <fstream>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/status_page.hpp"
#include "plugin/dependencies.hpp"

namespace hebb::plugin {
namespace {

constexpr int kOtherMajors = 16;  // entries hebb_plugin_v2 .. that are looked for to explain

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& why) {
  throw Error(ExitCode::kMissing, file.string() + ": " + why);
}

bool is_defined_in(const void* symbol, const std::filesystem::path& file) {
  Dl_info info{};
  if (dladdr(symbol, &info) == 0 || info.dli_fname == nullptr) return false;
  std::error_code ignored;
  return std::filesystem::equivalent(info.dli_fname, file, ignored);
}

using EntryFunction = const hebb_plugin*();

std::string entry_name() { return fmt::format("hebb_plugin_v{}", HEBB_ABI_MAJOR); }

EntryFunction* find_entry(const boost::dll::shared_library& library,
                          const std::filesystem::path& file) {
  const std::string name = entry_name();
  if (library.has(name)) {
    EntryFunction& entry = library.get<EntryFunction>(name);
    if (is_defined_in(reinterpret_cast<const void*>(&entry), file)) return &entry;
  }
  for (int major = 0; major < kOtherMajors; ++major) {
    const std::string other = fmt::format("hebb_plugin_v{}", major);
    if (other != name && library.has(other)) {
      fail(file,
           fmt::format("ABI too {}: it exports {}, this host reads {}",
                       major > static_cast<int>(HEBB_ABI_MAJOR) ? "new" : "old", other, name));
    }
  }
  fail(file, fmt::format("not a plugin: it does not export {}", name));
}

// An exception out of a constructor of the library's ends the process here, whatever is inlined.
void load(boost::dll::shared_library& library, const std::filesystem::path& file,
          boost::dll::fs::error_code& error) noexcept {
  library.load(file.string(), error,
               boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
}

// Never unloaded: plugin threads, exit handlers and strings may outlive any owner.
const boost::dll::shared_library& open(const std::filesystem::path& file) {
  static auto& kept = *new std::vector<std::unique_ptr<boost::dll::shared_library>>;
  boost::dll::fs::error_code error;
  auto library = std::make_unique<boost::dll::shared_library>();
  load(*library, file, error);
  if (error) {
    const char* reason = dlerror();
    fail(file, fmt::format("cannot be loaded: {}", reason != nullptr ? reason : error.message()));
  }
  return *kept.emplace_back(std::move(library));
}

}  // namespace

// The loader trusts headers, and some damaged files crash it: refuse what is plainly no library.
void check_file(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file)) fail(file, "not a plugin: not a regular file");
  std::ifstream in(file, std::ios::binary);
  if (!in) fail(file, "cannot be read");
  Elf64_Ehdr header{};
  in.read(reinterpret_cast<char*>(&header), sizeof header);
  if (in.gcount() != sizeof header || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) {
    fail(file, "not a plugin: not an ELF shared library");
  }
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != EM_X86_64 ||
      header.e_type != ET_DYN) {
    fail(file, "not a plugin: an ELF file, but no shared library for x86-64");
  }
  const auto size = static_cast<std::uint64_t>(std::filesystem::file_size(file));
  const std::uint64_t programs = std::uint64_t{header.e_phnum} * header.e_phentsize;
  const std::uint64_t sections = std::uint64_t{header.e_shnum} * header.e_shentsize;
  if (header.e_phoff > size || programs > size - header.e_phoff || header.e_shoff > size ||
      sections > size - header.e_shoff) {
    fail(file, fmt::format("not a plugin: the ELF file is truncated at {} bytes", size));
  }
}

Library::Library(const std::filesystem::path& file, Kind kind, const std::string& id)
    : file_(std::filesystem::canonical(file)), number_(register_plugin_file(file_.string())) {
  check_file(file_);
  note_own_libraries();
  const boost::dll::shared_library* library = nullptr;
  {
    const PluginCall call(number_, PluginFunction::kLoad);
    library = &open(file_);
  }
  EntryFunction* entry = find_entry(*library, file_);
  const hebb_plugin* raw = nullptr;
  try {
    const PluginCall call(number_, PluginFunction::kEntry);
    raw = entry();
  } catch (const std::exception& error) {
    fail(file_, fmt::format("{} let an exception out: {}", entry_name(), error.what()));
  } catch (...) {
    fail(file_, fmt::format("{} let an exception out", entry_name()));
  }
  if (raw == nullptr) fail(file_, entry_name() + " returned NULL");
  try {
    descriptor_ = read_descriptor(*raw, kind, id);
    functions_ = raw->functions;
  } catch (const Error& error) {
    fail(file_, error.what());
  }
}

const Library& Library::load(const std::filesystem::path& file, Kind kind, const std::string& id) {
  static std::map<std::filesystem::path, std::unique_ptr<const Library>>& loaded =
      *new std::map<std::filesystem::path, std::unique_ptr<const Library>>;
  std::error_code error;
  const std::filesystem::path path = std::filesystem::canonical(file, error);
  if (error) fail(file, error.message());
  auto& library = loaded[path];
  if (!library) library.reset(new Library(path, kind, id));
  return *library;
}

std::string label(const Library& library) {
  return fmt::format("{}/{} ({})", word(library.descriptor().kind), library.descriptor().id,
                     library.file().string());
}

}  // namespace hebb::plugin
