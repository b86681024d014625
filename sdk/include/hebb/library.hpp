// hebb/library -- what the export macros share: descriptor, parameters, instances.
#pragma once

#include <hebb/host.hpp>
#include <hebb/parameters.hpp>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#ifndef HEBB_PLUGIN_NAME
#error "define HEBB_PLUGIN_NAME as the NAME of hebb_<kind>_NAME.so; hebb_add_plugin() does"
#endif

namespace hebb {
namespace detail {

template <class Plugin, class = void>
struct ParametersOf {
  static Parameters<Plugin> get() { return {}; }
};
template <class Plugin>
struct ParametersOf<Plugin, std::void_t<decltype(Plugin::parameters())>> {
  static Parameters<Plugin> get() { return Plugin::parameters(); }
};

template <class Plugin, class = void>
struct StatesOf {
  static std::vector<hebb_state> get() { return {}; }
};
template <class Plugin>
struct StatesOf<Plugin, std::void_t<decltype(Plugin::states())>> {
  static std::vector<hebb_state> get() { return Plugin::states(); }
};

// The tables of one plugin; they live as long as the library.
template <class Plugin>
class Library {
 public:
  static const Library& get() {
    static const Library library;
    return library;
  }

  hebb_plugin descriptor(std::uint32_t kind, const void* functions) const {
    hebb_plugin plugin{};
    plugin.magic = HEBB_MAGIC;
    plugin.struct_size = sizeof(hebb_plugin);
    plugin.abi_major = HEBB_ABI_MAJOR;
    plugin.kind = kind;
    plugin.param_count = static_cast<std::uint32_t>(params_.size());
    plugin.param_stride = sizeof(hebb_param);
    plugin.state_count = static_cast<std::uint32_t>(states_.size());
    plugin.state_stride = sizeof(hebb_state);
    plugin.id = HEBB_PLUGIN_NAME;
    plugin.version = Plugin::about.version;
    plugin.summary = Plugin::about.summary;
    plugin.citation = Plugin::about.citation;
    plugin.params = params_.empty() ? nullptr : params_.data();
    plugin.states = states_.empty() ? nullptr : states_.data();
    plugin.functions = functions;
    return plugin;
  }

  // Sets every parameter, or only those that a schedule may change.
  void assign(Plugin& plugin, const double* values, bool only_schedulable) const {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      if (!only_schedulable || (params_[i].flags & HEBB_PARAM_SCHEDULABLE) != 0) {
        parameters_[i].assign(plugin, values[i]);
      }
    }
  }

  // Makes an instance with its parameters set, lets it fill in `plan`, and hands it to the host.
  template <class Plan>
  static std::int32_t create(const hebb_host* host, const hebb_setup* setup, Plan* plan,
                             void** self) {
    return guarded(host, [&] {
      auto plugin = std::make_unique<Plugin>();
      get().assign(*plugin, setup->params, false);
      plugin->plan(*setup, *plan);
      *self = plugin.release();
    });
  }

  static void destroy(void* self) { delete static_cast<Plugin*>(self); }

 private:
  Library() : parameters_(ParametersOf<Plugin>::get()), states_(StatesOf<Plugin>::get()) {
    for (const auto& parameter : parameters_) params_.push_back(parameter.table());
  }

  Parameters<Plugin> parameters_;
  std::vector<hebb_param> params_;
  std::vector<hebb_state> states_;
};

}  // namespace detail
}  // namespace hebb

// Defines the exported function. Used by HEBB_RULE, HEBB_ACTIVATION and HEBB_METRIC.
#define HEBB_DEFINE_PLUGIN(Plugin, Kind, functions)                         \
  extern "C" HEBB_EXPORT const hebb_plugin* hebb_plugin_v1(void) {          \
    static const hebb_plugin descriptor =                                   \
        ::hebb::detail::Library<Plugin>::get().descriptor(Kind, functions); \
    return &descriptor;                                                     \
  }                                                                         \
  static_assert(true, "a semicolon follows the macro")
