#include "run/bench_rules.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "base/error.hpp"
#include "config/parse.hpp"
#include "plugin/probe.hpp"

namespace hebb::run {
namespace {

constexpr const char* kSource = "--rules";

// Settings of the paper's rules that its code had (Liuson 2023; configs/*-as-run.yaml): they cost
// other than the defaults.
struct AsRun {
  std::string_view label;
  std::string_view rule;
  std::string_view table;
};
constexpr AsRun kAsRun[] = {
    {"hebbnet-as-run", "hebbnet",
     "{name: hebbnet, sparsity_of: step, sign: winner, target: {kind: ema, keep: 0.05}}"},
    {"liuson-as-run", "liuson", "{name: liuson, mask: winner}"},
};

BenchRule as_run(const AsRun& entry, bool named) {
  return {std::string(entry.label), config::parse_option(entry.table, std::string(entry.label)),
          true, named};
}

// The node as YAML, on one line.
std::string yaml(const config::Node& node) {
  std::vector<std::string> parts;
  switch (node.kind) {
    case config::Node::Kind::kMap:
      for (const auto& entry : node.entries) parts.push_back(entry.key + ": " + yaml(entry.value));
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
    case config::Node::Kind::kList:
      for (const auto& item : node.items) parts.push_back(yaml(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    default:
      return node.text;
  }
}

BenchRule named_rule(const config::Node& node) {
  for (const AsRun& entry : kAsRun) {
    if (node.kind == config::Node::Kind::kString && node.text == entry.label) {
      return as_run(entry, true);
    }
  }
  return {yaml(node), node, false, true};
}

std::vector<BenchRule> found_rules(const plugin::Catalog& catalog,
                                   nlohmann::ordered_json& skipped) {
  std::vector<BenchRule> rules;
  for (const plugin::Entry& entry : catalog.entries()) {
    if (entry.kind != plugin::Kind::kRule) continue;
    try {
      (void)plugin::probe(entry);
    } catch (const Error& error) {
      skipped.push_back({{"rule", entry.name}, {"reason", error.what()}});
      continue;
    }
    rules.push_back(
        {entry.name, config::parse_option("'" + entry.name + "'", entry.name), false, false});
    for (const AsRun& variant : kAsRun) {
      if (variant.rule == entry.name) rules.push_back(as_run(variant, false));
    }
  }
  return rules;
}

}  // namespace

std::vector<BenchRule> bench_rules(const std::string& text, const plugin::Catalog& catalog,
                                   nlohmann::ordered_json& skipped) {
  if (text.empty()) return found_rules(catalog, skipped);
  const config::Node list = config::parse_option("[" + text + "]", kSource);
  std::vector<BenchRule> rules;
  for (const config::Node& node : list.items) rules.push_back(named_rule(node));
  if (rules.empty()) throw Error(ExitCode::kUsage, std::string(kSource) + ": got no rule");
  return rules;
}

}  // namespace hebb::run
