// explain -- the table of keys as text for people.
#include "config/explain.hpp"

#include <fmt/format.h>

#include <vector>

#include "base/error.hpp"
#include "config/keys.hpp"
#include "config/message.hpp"

namespace hebb::config {
namespace {

constexpr std::size_t kLineLength = 80;
constexpr std::string_view kIndent = "  ";

std::string wrapped(std::string_view text) {
  std::string lines;
  std::string line(kIndent);
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (line.size() + 1 + word.size() > kLineLength) {
      lines += line + "\n";
      line = kIndent;
    }
    if (line.size() > kIndent.size()) line += ' ';
    line += word;
  }
  return lines + line + "\n";
}

std::string entry(const KeySpec& row) {
  std::string text = fmt::format("{}\n{}{}", row.path, kIndent, row.type);
  if (!row.range.empty()) text += ", " + row.range;
  if (row.required) text += ", required";
  if (!row.initial.empty()) text += fmt::format(", default {}", row.initial);
  if (!row.sources.empty()) text += fmt::format(", for data {}", fmt::join(row.sources, ", "));
  return text + "\n" + wrapped(row.doc);
}

bool is_inside(std::string_view row, std::string_view path) {
  if (path.empty() || row == path) return true;
  return row.starts_with(path) && (row[path.size()] == '.' || row[path.size()] == '[');
}

[[noreturn]] void fail_unknown(std::string_view path) {
  for (const KeySpec& row : keys()) {
    const std::string table(row.path);
    if (row.kind != KeyType::kPlugin || !path.starts_with(table + ".")) continue;
    throw Error(
        ExitCode::kUsage,
        fmt::format("explain: unknown key {}, wanted {} or a key of all plugins; parameters "
                    "are shown by 'hebb plugin show {}/NAME'",
                    in_quotes(path), table, row.named));
  }
  std::vector<std::string> paths;
  for (const KeySpec& row : keys()) paths.emplace_back(row.path);
  const std::string hint = suggestion(path, paths);
  throw Error(ExitCode::kUsage, fmt::format("explain: unknown key {}{}", in_quotes(path),
                                            hint.empty() ? ", wanted one of an experiment" : hint));
}

}  // namespace

std::string explain(std::string_view path) {
  std::string text;
  for (const KeySpec& row : keys()) {
    if (!is_inside(row.path, path)) continue;
    if (!text.empty()) text += "\n";
    text += entry(row);
  }
  if (text.empty()) fail_unknown(path);
  return text;
}

}  // namespace hebb::config
