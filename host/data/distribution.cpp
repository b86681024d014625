#include "data/distribution.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/json.hpp"

namespace hebb::data {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestTable = std::size_t{1} << 20U;
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 40U;
constexpr std::size_t kHexDigits = 64;

// A value of the table and the way to it.
struct Place {
  const Json& value;
  std::string path;

  [[noreturn]] void refuse(const std::string& wanted) const {
    throw Error(ExitCode::kUsage, fmt::format("{} is {}, wanted {}", path, value.dump(), wanted));
  }

  [[nodiscard]] bool has(const char* key) const { return value.contains(key); }

  [[nodiscard]] Place at(const char* key) const {
    if (!value.is_object()) refuse("a table");
    if (!value.contains(key)) {
      throw Error(ExitCode::kUsage, fmt::format("{}.{} is missing", path, key));
    }
    return {value.at(key), fmt::format("{}.{}", path, key)};
  }

  [[nodiscard]] std::vector<Place> items() const {
    if (!value.is_array() || value.empty()) refuse("a list of at least one");
    std::vector<Place> found;
    for (std::size_t i = 0; i < value.size(); ++i) {
      found.push_back({value[i], fmt::format("{}[{}]", path, i)});
    }
    return found;
  }

  [[nodiscard]] std::string text() const {
    if (!value.is_string()) refuse("a text");
    return value.get<std::string>();
  }
};

// One component of a path that neither goes up nor is hidden.
std::string plain_name(const Place& place) {
  std::string name = place.text();
  const bool is_plain =
      !name.empty() && name.front() != '.' && std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-';
      });
  if (!is_plain) place.refuse("a plain name of letters, digits, '.', '_' and '-'");
  return name;
}

Digest read_digest(const Place& place) {
  Digest digest;
  const Place bytes = place.at("bytes");
  if (!bytes.value.is_number_unsigned() || bytes.value.get<std::uint64_t>() > kLargestFile) {
    bytes.refuse("a number of bytes");
  }
  digest.bytes = bytes.value.get<std::uint64_t>();
  const Place sha256 = place.at("sha256");
  digest.sha256 = sha256.text();
  const bool is_hex = digest.sha256.size() == kHexDigits &&
                      digest.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_hex) sha256.refuse("64 digits of lower-case hex");
  return digest;
}

PublishedFile read_published_file(const Place& place, bool is_member) {
  PublishedFile file;
  file.name = plain_name(place.at("name"));
  if (place.has("packed")) file.packed = read_digest(place.at("packed"));
  if (place.has("plain")) file.plain = read_digest(place.at("plain"));
  // What is fetched is compared, so that its digest must be known.
  if (is_member && !file.plain) (void)place.at("plain");
  if (!is_member && !file.packed) (void)place.at("packed");
  return file;
}

Distribution read_distribution(const std::string& name, const Place& place) {
  Distribution distribution;
  distribution.name = name;
  distribution.folder = plain_name(place.at("folder"));
  for (const Place& mirror : place.at("mirrors").items()) {
    distribution.mirrors.push_back(mirror.text());
  }
  if (place.has("archive")) {
    const Place archive = place.at("archive");
    distribution.archive = {plain_name(archive.at("name")), read_digest(archive)};
  }
  for (const Place& file : place.at("files").items()) {
    distribution.files.push_back(read_published_file(file, distribution.archive.has_value()));
  }
  return distribution;
}

}  // namespace

std::vector<Distribution> read_distributions(std::string_view json, const std::string& origin) {
  const Json table = json_in(json);
  if (!table.is_object()) {
    throw Error(ExitCode::kUsage,
                origin + ": no table of distributions, wanted a JSON object of data sets");
  }
  std::vector<Distribution> distributions;
  for (const auto& [name, value] : table.items()) {
    distributions.push_back(read_distribution(name, {value, origin + ": " + name}));
  }
  return distributions;
}

Distribution distribution_of(const std::string& name, const std::filesystem::path& table) {
  const std::vector<Distribution> known =
      table.empty() ? read_distributions(kDistributions, "the program's table")
                    : read_distributions(read_file(table, kLongestTable), table.string());
  std::vector<std::string> names;
  for (const Distribution& distribution : known) {
    if (distribution.name == name) return distribution;
    names.push_back(distribution.name);
  }
  throw Error(ExitCode::kUsage, fmt::format("'{}' is no published data set, wanted one of {}", name,
                                            fmt::join(names, ", ")));
}

}  // namespace hebb::data
