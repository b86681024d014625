#include "run/checkpoint_origin.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "config/run_identity.hpp"
#include "run/flat.hpp"

namespace hebb::run {
namespace {

// A value for people. A plugin's and an ABI's are tables that checkpoint_origin wrote.
std::string shown(const nlohmann::json& value) {
  constexpr std::size_t kDigits = 12;  // of a SHA-256: enough to tell two
  if (value.is_null()) return "absent";
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() && value.contains("sha256")) {
    const std::string digest = shown(value["sha256"]).substr(0, kDigits);
    return value.contains("version")
               ? fmt::format("version {} with sha256 {}..", shown(value["version"]), digest)
               : fmt::format("one with sha256 {}..", digest);
  }
  if (value.is_object() && value.contains("major") && value.contains("minor")) {
    return fmt::format("{}.{}", shown(value["major"]), shown(value["minor"]));
  }
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Of two tables, the first key with another value.
std::string table_difference(const nlohmann::json& was, const nlohmann::json& now) {
  nlohmann::json keys = now;
  keys.update(was);
  const auto value_in = [](const nlohmann::json& table, const std::string& key) {
    const auto found = table.find(key);
    return found == table.end() ? nlohmann::json() : *found;
  };
  for (const auto& [key, ignored] : keys.items()) {
    const nlohmann::json before = value_in(was, key);
    const nlohmann::json today = value_in(now, key);
    if (before != today) return fmt::format("{} is {}, was {}", key, shown(today), shown(before));
  }
  return "";
}

nlohmann::json part_of(const nlohmann::json& origin, const char* part) {
  const auto found = origin.is_object() ? origin.find(part) : origin.end();
  const bool is_table = origin.is_object() && found != origin.end() && found->is_object();
  return is_table ? *found : nlohmann::json::object();
}

}  // namespace

nlohmann::json checkpoint_origin(const nlohmann::json& resolved, const nlohmann::json& record) {
  const nlohmann::json none = nlohmann::json::object();
  nlohmann::json origin{{"config", config::identity_of(resolved)},
                        {"abi", none},
                        {"plugins", none},
                        {"data", none},
                        {"hebb", record.at("hebb")}};
  for (const auto& plugin : record.at("plugins")) {
    const std::string name =
        plugin.at("kind").get<std::string>() + "/" + plugin.at("name").get<std::string>();
    origin["abi"][name] = plugin.at("abi");
    origin["plugins"][name] = {{"version", plugin.at("version")}, {"sha256", plugin.at("sha256")}};
  }
  for (const auto& file : record.at("data").at("files")) {
    const std::filesystem::path path = file.at("path").get<std::string>();
    origin["data"][path.filename().string()] = {{"sha256", file.at("sha256")}};
  }
  return origin;
}

std::string origin_difference(const nlohmann::json& was, const nlohmann::json& now) {
  constexpr std::pair<const char*, const char*> kParts[] = {{"config", ""},
                                                            {"abi", "the ABI of plugin "},
                                                            {"plugins", "plugin "},
                                                            {"data", "data file "},
                                                            {"hebb", "hebb's "}};
  for (const auto& [part, title] : kParts) {
    const bool is_nested = part == kParts[0].first;
    const nlohmann::json before = part_of(was, part);
    const nlohmann::json today = part_of(now, part);
    const std::string difference =
        is_nested ? table_difference(flat(before), flat(today)) : table_difference(before, today);
    if (!difference.empty()) return title + difference;
  }
  return "";
}

}  // namespace hebb::run
