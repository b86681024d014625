// override -- `-s key=value` and `--sweep key=a,b`.
#include <fmt/format.h>

#include <utility>

#include "config/message.hpp"
#include "config/parse.hpp"
#include "config/set_value.hpp"

namespace hebb::config {
namespace {

struct Assignment {
  std::string_view key;
  std::string_view value;
};

Assignment split(std::string_view text, const Mark& mark, std::string_view wanted) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) fail(mark, fmt::format("has no '=', wanted {}", wanted));
  const Assignment parts{text.substr(0, equals), text.substr(equals + 1)};
  if (parts.value.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    fail(mark, fmt::format("has no value, wanted {}", wanted));
  }
  return parts;
}

}  // namespace

void apply_override(Node& root, std::string_view assignment) {
  const Mark mark{fmt::format("-s {}", assignment), 0, 0};
  const auto [key, value] = split(assignment, mark, "KEY=VALUE");
  set_value(root, key_parts(key, mark), mark, parse_option(value, mark.source));
}

void apply_sweep_axis(Node& root, std::string_view assignment) {
  const Mark mark{fmt::format("--sweep {}", assignment), 0, 0};
  const auto [key, value] = split(assignment, mark, "KEY=VALUE,VALUE");
  Node values = parse_option(fmt::format("[{}\n]", value), mark.source);
  if (key == "seed") {
    set_value(root, {"sweep", "seeds"}, mark, std::move(values));
    return;
  }
  (void)key_parts(key, mark);  // the grid takes the key as it is
  set_value(root, {"sweep", "grid", std::string(key)}, mark, std::move(values));
}

}  // namespace hebb::config
