#include "run/plugin_lookup.hpp"

#include <filesystem>
#include <memory>

#include "base/digest_cache.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "plugin/library.hpp"

namespace hebb::run {
namespace {

using Type = config::ParameterSpec::Type;

Type type_of(std::uint32_t type) {
  switch (type) {
    case HEBB_PARAM_INTEGER:
      return Type::kInteger;
    case HEBB_PARAM_BOOLEAN:
      return Type::kBoolean;
    case HEBB_PARAM_CHOICE:
      return Type::kChoice;
    default:
      return Type::kReal;
  }
}

plugin::Kind kind_of(const std::string& word) {
  for (const plugin::Kind kind : plugin::kKinds) {
    if (plugin::word(kind) == word) return kind;
  }
  throw std::logic_error("no plugin kind is called " + word);
}

// A copy of the same library further down the search path is no news.
void warn_of_shadowed(const plugin::Entry& entry, const std::string& sha256) {
  for (const std::filesystem::path& other : entry.shadowed) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(other, error) || cached_sha256_of_file(other) == sha256)
      continue;
    write_log(LogLevel::kWarning,
              entry.file.string() + " shadows " + other.string() + ", a different file");
  }
}

// Runs body and puts the place in the experiment before what it throws.
template <class Body>
auto with_mark(const config::Mark& mark, const Body& body) -> decltype(body()) {
  try {
    return body();
  } catch (const Error& error) {
    throw Error(error.code(), mark.text() + ": " + error.what());
  }
}

}  // namespace

config::PluginSpec spec_of(const plugin::Descriptor& descriptor, const std::string& sha256) {
  config::PluginSpec spec;
  spec.kind = plugin::word(descriptor.kind);
  spec.name = descriptor.id;
  spec.sha256 = sha256;
  for (const plugin::Parameter& p : descriptor.parameters) {
    config::ParameterSpec parameter;
    parameter.name = p.name;
    parameter.type = type_of(p.type);
    parameter.initial = p.initial;
    parameter.minimum = p.minimum;
    parameter.maximum = p.maximum;
    parameter.minimum_excluded = (p.flags & HEBB_PARAM_ABOVE) != 0;
    parameter.maximum_excluded = (p.flags & HEBB_PARAM_BELOW) != 0;
    parameter.schedulable = (p.flags & HEBB_PARAM_SCHEDULABLE) != 0;
    parameter.choices = p.choices;
    parameter.unit = p.unit;
    parameter.doc = p.doc;
    spec.parameters.push_back(std::move(parameter));
  }
  return spec;
}

const plugin::Probed& ProbedPlugins::get(plugin::Kind kind, const std::string& name) {
  const auto key = std::make_pair(kind, name);
  const auto known = probed_.find(key);
  if (known != probed_.end()) return known->second;
  const plugin::Entry& entry = catalog_.find(kind, name);
  const plugin::Probed& found = probed_.emplace(key, plugin::probe(entry, limit_)).first->second;
  warn_of_shadowed(entry, found.sha256);
  return found;
}

config::PluginLookup ProbedPlugins::lookup() {
  return [this](const std::string& kind_word, const std::string& name,
                const config::Mark& mark) -> const config::PluginSpec& {
    const plugin::Kind kind = kind_of(kind_word);
    const auto key = std::make_pair(kind, name);
    const auto known = specs_.find(key);
    if (known != specs_.end()) return known->second;
    const plugin::Probed& found =
        with_mark(mark, [&]() -> const plugin::Probed& { return get(kind, name); });
    return specs_.emplace(key, spec_of(found.descriptor, found.sha256)).first->second;
  };
}

config::PluginLookup loading_lookup(const plugin::Catalog& catalog) {
  auto specs =
      std::make_shared<std::map<std::pair<std::string, std::string>, config::PluginSpec>>();
  return [&catalog, specs](const std::string& kind, const std::string& name,
                           const config::Mark& mark) -> const config::PluginSpec& {
    const auto key = std::make_pair(kind, name);
    if (const auto known = specs->find(key); known != specs->end()) return known->second;
    return with_mark(mark, [&]() -> const config::PluginSpec& {
      const plugin::Library& library =
          plugin::Library::load(catalog.find(kind_of(kind), name).file, kind_of(kind), name);
      return specs
          ->emplace(key, spec_of(library.descriptor(), cached_sha256_of_file(library.file())))
          .first->second;
    });
  };
}

}  // namespace hebb::run
