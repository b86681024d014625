#include "check/session.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string_view>

#include "base/error.hpp"
#include "check/fault.hpp"

namespace hebb::check {
namespace {

// A square image where the inputs are one, for plugins that want it.
void add_image(plugin::Setup& setup) {
  std::uint32_t side = 1;
  while (side * side < setup.inputs) ++side;
  if (side * side != setup.inputs) return;
  setup.channels = 1;
  setup.height = setup.width = side;
}

plugin::Setup setup_of(const plugin::Library& library, const Conditions& conditions) {
  plugin::Setup setup;
  setup.inputs = conditions.shape.inputs;
  setup.units = conditions.shape.units;
  setup.classes = kClasses;
  setup.batch = conditions.shape.batch;
  setup.steps = conditions.shape.batches.size();
  setup.samples = std::accumulate(conditions.shape.batches.begin(), conditions.shape.batches.end(),
                                  std::uint64_t{0});
  setup.seed = 1;
  add_image(setup);
  setup.parameters = conditions.parameters;
  if (!setup.parameters.empty()) return setup;
  for (const plugin::Parameter& parameter : library.descriptor().parameters) {
    setup.parameters.push_back(parameter.initial);
  }
  return setup;
}

// Not written anywhere: what a plugin logs is no output that it should not have made.
void silent_log(const hebb_host*, std::int32_t, const char*) {}

// An exception out of a constructor of the library's ends the process here, as it does a run.
// dlopen is declared not to throw: seen through a pointer, a compiler cannot rely on that.
void* open_library(const std::filesystem::path& file) noexcept {
  void* (*const volatile open)(const char*, int) = ::dlopen;
  return open(file.c_str(), RTLD_NOW | RTLD_LOCAL);
}

}  // namespace

void* load(const Target& target) {
  announce("loading");
  void* library = open_library(target.file);
  if (library == nullptr) throw Failure(fmt::format("cannot be loaded: {}", ::dlerror()));
  return library;
}

const plugin::Library& library_of(const Target& target) {
  return plugin::Library::load(target.file, target.kind, target.name);
}

std::string without_label(const std::string& message, const plugin::Library& library) {
  for (const std::string& prefix :
       {plugin::label(library) + ": ", library.file().string() + ": "}) {
    if (message.starts_with(prefix)) return message.substr(prefix.size());
  }
  return message;
}

Session::Session(const Target& target, const Conditions& conditions)
    : library_(library_of(target)),
      conditions_(conditions),
      setup_(setup_of(library_, conditions)),
      services_(library_, setup_.seed, setup_.stream),
      host_(*services_.host()),
      index_(conditions.first) {
  host_.log = silent_log;
  if (conditions_.host) conditions_.host(host_);
}

std::unique_ptr<Session> Session::open(const Target& target, const Conditions& conditions) {
  std::unique_ptr<Session> session;
  switch (target.kind) {
    case plugin::Kind::kRule:
      session = rule_session(target, conditions);
      break;
    case plugin::Kind::kActivation:
      session = activation_session(target, conditions);
      break;
    case plugin::Kind::kMetric:
      session = metric_session(target, conditions);
      break;
  }
  session->create();
  return session;
}

void Session::create() {
  hebb_setup setup{sizeof(hebb_setup), setup_.inputs,   setup_.units,  setup_.classes,
                   setup_.batch,       setup_.channels, setup_.height, setup_.width,
                   setup_.steps,       setup_.samples,  parameters()};
  const std::string where =
      fmt::format("create ({} x {}, batch {})", setup_.inputs, setup_.units, setup_.batch);
  const hebb_setup given = setup;
  const bool created = call("create", where, [&] { return create_instance(setup); });
  if (conditions_.protect_inputs && std::memcmp(&given, &setup, sizeof setup) != 0) {
    throw Failure(where + ": wrote to hebb_setup");
  }
  if (created) make_states();
}

void Session::make_states() {
  const auto& table = library_.descriptor().states;
  const plugin::States initial(library_.descriptor().id, table, planned_states(), setup_);
  states_.reserve(table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto bytes = initial.bytes(i);
    if (initial.pointers()[i] == nullptr) {
      state_pointers_.push_back(nullptr);
      continue;
    }
    Region& region =
        states_.emplace_back("state '" + table[i].name + "'", bytes.size(), conditions_.placement);
    std::copy(bytes.begin(), bytes.end(), static_cast<std::byte*>(region.data()));
    state_pointers_.push_back(region.data());
  }
}

bool Session::call(const char* function, const std::string& where,
                   const std::function<std::int32_t()>& body) {
  announce(where);
  if (conditions_.before_call) conditions_.before_call();
  std::int32_t status = HEBB_OK;
  const hebb_host services = host_;
  const pid_t process = ::getpid();
  try {
    status = body();
  } catch (const std::exception& error) {
    throw Failure(fmt::format("{}: let an exception out: {}", where, error.what()));
  } catch (...) {
    throw Failure(where + ": let an exception out");
  }
  if (::getpid() != process) ::_exit(0);  // a process that the plugin forked: it has nothing to say
  if (conditions_.protect_inputs && std::memcmp(&services, &host_, sizeof host_) != 0) {
    throw Failure(where + ": wrote to hebb_host");
  }
  if (conditions_.after_call) conditions_.after_call(function);
  if (status < HEBB_OK || status > HEBB_ERROR_CANCELLED) {
    throw Failure(
        fmt::format("{}: returned status {}, wanted 0..{}", where, status, HEBB_ERROR_CANCELLED));
  }
  try {
    services_.check(status, where.c_str());
  } catch (const Error& error) {
    refusal_ = without_label(error.what(), library_);
    const bool may = conditions_.may_refuse ||
                     (conditions_.may_refuse_create && std::string_view(function) == "create");
    if (status == HEBB_OK || !may) throw Failure(refusal_);
    return false;
  }
  return true;
}

std::string Session::place(const char* function, const Batch& batch) const {
  return fmt::format("{} {} ({} x {}, batch {})", function, batch.index + 1, shape().inputs,
                     shape().units, batch.size);
}

bool Session::next() {
  const Batch batch = make_batch(shape(), index_++, conditions_.data, conditions_.blank_sample);
  buffers_.reserve(32);  // more than a call has: pointers into the vector must stay
  const bool done = run(batch);
  for (Region& region : buffers_) {
    if (conditions_.retire) {
      region.retire();
      retired_.push_back(std::move(region));
    } else {
      idle_.push_back(std::move(region));
    }
  }
  buffers_.clear();
  return done;
}

void Session::finish() {
  if (!refusal_.empty()) return;
  while (!at_end() && next()) {
  }
  close();
}

void Session::close() {
  const auto body = [&] {
    destroy_instance();
    return HEBB_OK;
  };
  (void)call("destroy", "destroy", body);
}

std::vector<std::string> Session::states() const {
  std::vector<std::string> copies;
  for (const Region& region : states_) {
    copies.emplace_back(static_cast<const char*>(region.data()), region.bytes());
  }
  return copies;
}

void Session::restore(const std::vector<std::string>& states) {
  for (std::size_t i = 0; i < states.size(); ++i) {
    std::memcpy(states_.at(i).data(), states[i].data(), states_.at(i).bytes());
  }
}

Region& Session::buffer(const char* name, std::size_t bytes) {
  const auto found = std::find_if(idle_.begin(), idle_.end(), [&](const Region& region) {
    return region.name() == name && region.bytes() == bytes;
  });
  if (found != idle_.end()) {
    Region& again = buffers_.emplace_back(std::move(*found));
    idle_.erase(found);
    again.renew();
    return again;
  }
  return buffers_.emplace_back(name, bytes, conditions_.placement);
}

float* Session::output(const char* name, std::size_t count, const float* initial) {
  Region& region = buffer(name, count * sizeof(float));
  std::copy_n(initial, count, static_cast<float*>(region.data()));
  return static_cast<float*>(region.data());
}

void Session::record(const std::string& what, const void* bytes, std::size_t count) {
  if (!conditions_.keep_trace) return;
  trace_.push_back({what, std::string(static_cast<const char*>(bytes), count)});
}

void Session::end_call(const char* function, const Batch& batch) {
  for (const auto* list : {&buffers_, &states_}) {
    for (const Region& region : *list) {
      const std::string found = region.trespass();
      if (!found.empty()) throw Failure(place(function, batch) + ": " + found);
    }
  }
  for (const Region& state : states_) {
    record(fmt::format("{} {}: {}", function, batch.index + 1, state.name()), state.data(),
           state.bytes());
  }
}

Trace trace_of(const Target& target, const Conditions& conditions) {
  const auto session = Session::open(target, conditions);
  session->finish();
  return session->trace();
}

}  // namespace hebb::check
