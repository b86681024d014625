// descriptor_fuzz -- what a plugin says of itself, and its way to the host as JSON.
//
// The input is laid out as a descriptor: a hebb_plugin, its parameters, its states, the table of
// functions, then text. Pointers are offsets into the text, counted from 1 and taken modulo its
// length; 0 is NULL. The tables are as long as count and stride say: that a plugin has the memory
// that it declares is nothing that a host can find out.
//
// host: plugin/descriptor.cpp plugin/descriptor_entries.cpp plugin/descriptor_json.cpp
// host: plugin/kind.cpp
#include "plugin/descriptor.hpp"

#include <vector>

#include "base/error.hpp"
#include "input.hpp"
#include "plugin/kind.hpp"

using namespace hebb;

namespace {

constexpr std::size_t kLongestTable = std::size_t{1} << 16U;  // bytes

class Plugin {
 public:
  explicit Plugin(fuzz::Input input) : plugin_(input.take<hebb_plugin>()) {
    const auto parameters = entries<hebb_param>(input, plugin_.param_count);
    const auto states = entries<hebb_state>(input, plugin_.state_count);
    for (std::uint64_t& word : functions_) word = input.take<std::uint64_t>();
    text_ = std::string(input.rest());
    for (const char** text : {&plugin_.id, &plugin_.version, &plugin_.summary, &plugin_.citation}) {
      *text = at(*text);
    }
    place_parameters(parameters);
    place_states(states);
    if (plugin_.functions != nullptr) plugin_.functions = functions_;
  }

  // False where a table would be too long to lay out.
  [[nodiscard]] bool is_whole() const { return is_whole_; }
  [[nodiscard]] const hebb_plugin& descriptor() const { return plugin_; }
  [[nodiscard]] const char* id() const { return plugin_.id == nullptr ? "" : plugin_.id; }

 private:
  template <class Entry>
  static std::vector<Entry> entries(fuzz::Input& input, std::uint32_t count) {
    std::vector<Entry> list;
    while (list.size() < count && input.rest().size() >= sizeof(Entry)) {
      list.push_back(input.take<Entry>());
    }
    return list;
  }

  [[nodiscard]] const char* at(const char* offset) const {
    const auto number = reinterpret_cast<std::uintptr_t>(offset);
    return number == 0 ? nullptr : text_.c_str() + (number - 1) % (text_.size() + 1);
  }

  void place_parameters(std::vector<hebb_param> list) {
    for (hebb_param& entry : list) {
      for (const char** text : {&entry.name, &entry.doc, &entry.unit, &entry.choices}) {
        *text = at(*text);
      }
    }
    if (plugin_.params != nullptr) {
      plugin_.params = place(list, plugin_.param_count, plugin_.param_stride, parameters_);
    }
  }

  void place_states(std::vector<hebb_state> list) {
    for (hebb_state& entry : list) {
      for (const char** text : {&entry.name, &entry.doc}) *text = at(*text);
    }
    if (plugin_.states != nullptr) {
      plugin_.states = place(list, plugin_.state_count, plugin_.state_stride, states_);
    }
  }

  template <class Entry>
  const Entry* place(const std::vector<Entry>& list, std::uint32_t count, std::uint32_t stride,
                     std::vector<std::uint64_t>& memory) {
    const std::uint64_t size = std::uint64_t{count} * stride;
    if (size > kLongestTable) is_whole_ = false;
    memory.resize(is_whole_ ? size / sizeof(std::uint64_t) + 1 : 1);
    auto* bytes = reinterpret_cast<unsigned char*>(memory.data());
    for (std::size_t i = 0; is_whole_ && i < list.size(); ++i) {
      std::memcpy(bytes + i * stride, &list[i], std::min<std::size_t>(stride, sizeof(Entry)));
    }
    return reinterpret_cast<const Entry*>(bytes);
  }

  hebb_plugin plugin_;
  std::vector<std::uint64_t> parameters_;
  std::vector<std::uint64_t> states_;
  std::uint64_t functions_[6] = {};
  std::string text_;
  bool is_whole_ = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Plugin plugin(fuzz::Input(data, size));
  if (!plugin.is_whole()) return 0;
  auto kind = plugin::Kind::kRule;
  for (const plugin::Kind known : plugin::kKinds) {
    if (plugin.descriptor().kind == static_cast<std::uint32_t>(known)) kind = known;
  }
  try {
    const plugin::Descriptor read = plugin::read_descriptor(plugin.descriptor(), kind, plugin.id());
    const std::string sent = plugin::to_json(read).dump();
    const auto received = plugin::descriptor_from_json(nlohmann::json::parse(sent));
    fuzz::require(plugin::to_json(received).dump() == sent, "a descriptor arrives as it was sent");
  } catch (const Error&) {
  }
  return 0;
}
