// resolve_conscience -- the conscience of a rule.
#include "config/resolve_parts.hpp"
#include "config/table_reader.hpp"

namespace hebb::config {

std::optional<ConscienceSettings> read_conscience(const Node& rule, const std::string& path,
                                                  nlohmann::json& out) {
  const Node* const given = rule.find("conscience");
  if (given == nullptr || given->kind == Node::Kind::kNull) return std::nullopt;
  ConscienceSettings conscience;
  TableReader table(*given, path + ".conscience", out["conscience"]);
  conscience.gain = table.real("gain");
  conscience.rate = table.real("rate");
  return conscience;
}

}  // namespace hebb::config
