#include "plugin/kind.hpp"

#include <algorithm>
#include <boost/dll/shared_library.hpp>

namespace hebb::plugin {
namespace {

bool is_name_letter(char ch) { return (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9'); }

const std::string& suffix() {
  static const std::string text = boost::dll::shared_library::suffix().string();
  return text;
}

}  // namespace

bool is_plugin_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && is_name_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char ch) { return is_name_letter(ch) || ch == '_' || ch == '-'; });
}

std::string file_name(Kind kind, std::string_view name) {
  return "hebb_" + std::string(word(kind)) + "_" + std::string(name) + suffix();
}

bool parse_file_name(std::string_view file, Kind& kind, std::string& name) {
  if (!file.ends_with(suffix())) return false;
  file.remove_suffix(suffix().size());
  for (const Kind candidate : kKinds) {
    const std::string prefix = "hebb_" + std::string(word(candidate)) + "_";
    if (file.starts_with(prefix) && is_plugin_name(file.substr(prefix.size()))) {
      kind = candidate;
      name = file.substr(prefix.size());
      return true;
    }
  }
  return false;
}

}  // namespace hebb::plugin
