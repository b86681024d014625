#include "cli/plugin_new.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/process.hpp"
#include "plugin/kind.hpp"

namespace hebb::cli {
namespace {

namespace fs = std::filesystem;

// What the templates call the plugin, its C++ class, and the file with its source.
constexpr std::string_view kName = "example_name";
constexpr std::string_view kClass = "ExampleName";
constexpr std::string_view kSource = "example_source";
constexpr const char* kCommon = "common";  // for all languages of a kind

using Texts = std::map<std::string, std::string>;  // by the name of the file

// "my-rule" is MyRule; a class cannot start with a digit, so "3factor" is Plugin3factor.
std::string class_name(const std::string& name) {
  std::string text = name.front() >= '0' && name.front() <= '9' ? "Plugin" : "";
  bool starts_word = true;
  for (const char ch : name) {
    const bool letter = ch >= 'a' && ch <= 'z';
    if (ch != '-' && ch != '_') {
      text += starts_word && letter ? static_cast<char>(ch - 'a' + 'A') : ch;
    }
    starts_word = ch == '-' || ch == '_';
  }
  return text;
}

std::string replaced(std::string text, std::string_view from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

std::vector<std::string> languages_in(const fs::path& templates) {
  std::vector<std::string> names;
  for (std::string& name : names_in(templates)) {
    if (fs::is_directory(templates / name) && name != kCommon) names.push_back(std::move(name));
  }
  if (names.empty()) {
    throw Error(ExitCode::kMissing, fmt::format("plugin new: no templates in {}; is the SDK of "
                                                "this program installed?",
                                                templates.string()));
  }
  std::sort(names.begin(), names.end());
  return names;
}

Texts files_in(const fs::path& folder) {
  Texts files;
  for (const std::string& name : names_in(folder)) files[name] = read_file(folder / name);
  return files;
}

// The templates of a kind and language, filled in.
Texts filled_in(const fs::path& templates, const NewPlugin& wanted) {
  Texts files = files_in(templates / wanted.language);
  std::string source;
  for (const auto& [file, text] : files) {
    if (file.starts_with(kName)) source = file;
  }
  files.merge(files_in(templates / kCommon));
  const auto fill_in = [&](const std::string& text) {
    return replaced(replaced(replaced(text, kSource, source), kName, wanted.name), kClass,
                    class_name(wanted.name));
  };
  Texts filled;
  for (const auto& [file, text] : files) filled[fill_in(file)] = fill_in(text);
  return filled;
}

void check(const NewPlugin& wanted) {
  const auto& kinds = plugin::kKinds;
  if (std::none_of(kinds.begin(), kinds.end(),
                   [&](plugin::Kind kind) { return plugin::word(kind) == wanted.kind; })) {
    throw Error(
        ExitCode::kUsage,
        fmt::format("plugin new: kind is '{}', wanted rule, activation or metric", wanted.kind));
  }
  if (!plugin::is_plugin_name(wanted.name)) {
    throw Error(ExitCode::kUsage, fmt::format("plugin new: name is '{}', wanted 1 to 64 of "
                                              "a-z 0-9 _ -, with a letter or digit first",
                                              wanted.name));
  }
}

void check_folder(const fs::path& folder) {
  if (fs::exists(fs::symlink_status(folder))) {
    throw Error(ExitCode::kUsage,
                fmt::format("plugin new: {} is there already, wanted a new folder; -o DIR names "
                            "another",
                            folder.string()));
  }
  if (!fs::is_directory(folder.parent_path())) {
    throw Error(ExitCode::kUsage, fmt::format("plugin new: {} is not a directory, so {} cannot be "
                                              "made",
                                              folder.parent_path().string(), folder.string()));
  }
}

}  // namespace

fs::path installed_prefix() { return self_executable().parent_path().parent_path(); }

std::vector<std::string> make_plugin_folder(const NewPlugin& wanted) {
  check(wanted);
  const fs::path templates = installed_prefix() / "share/hebb/templates" / wanted.kind;
  const std::vector<std::string> languages = languages_in(templates);
  if (std::find(languages.begin(), languages.end(), wanted.language) == languages.end()) {
    throw Error(ExitCode::kUsage,
                fmt::format("plugin new: --lang is '{}', wanted for this kind one of {}",
                            wanted.language, fmt::join(languages, ", ")));
  }
  check_folder(wanted.folder);
  std::vector<std::string> names;
  const TemporaryDirectory staging(wanted.folder.parent_path(), ".hebb-new-");
  for (const auto& [file, text] : filled_in(templates, wanted)) {
    write_file_atomically(staging.path() / file, text);
    names.push_back(file);
  }
  if (!publish_directory(staging.path(), wanted.folder)) check_folder(wanted.folder);
  return names;
}

}  // namespace hebb::cli
