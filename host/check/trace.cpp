#include "check/trace.hpp"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "check/check.hpp"

namespace hebb::check {

std::string first_difference(std::span<const Output> one, std::span<const Output> other) {
  const std::size_t both = std::min(one.size(), other.size());
  for (std::size_t i = 0; i < both; ++i) {
    if (one[i].what != other[i].what || one[i].bytes != other[i].bytes) return one[i].what;
  }
  if (one.size() == other.size()) return "";
  return (one.size() > both ? one[both] : other[both]).what;
}

std::string to_bytes(const Trace& trace) {
  nlohmann::json list = nlohmann::json::array();
  for (const Output& output : trace) {
    const std::vector<std::uint8_t> bytes(output.bytes.begin(), output.bytes.end());
    list.push_back({output.what, nlohmann::json::binary(bytes)});
  }
  std::string text;
  nlohmann::json::to_cbor(list, text);
  return text;
}

Trace trace_from_bytes(const std::string& bytes) {
  const nlohmann::json list = nlohmann::json::from_cbor(bytes, true, false);
  if (list.is_discarded()) throw Failure("the plugin ended the second process");
  Trace trace;
  for (const auto& item : list) {
    const auto& binary = item.at(1).get_binary();
    trace.push_back({item.at(0), std::string(binary.begin(), binary.end())});
  }
  return trace;
}

}  // namespace hebb::check
