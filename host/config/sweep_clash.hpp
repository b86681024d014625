// sweep_clash -- no axis of a sweep may undo what another one, or an option, has set.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "config/sweep_axis.hpp"

namespace hebb::config {

class ClashCheck {
 public:
  // `document` is what the axes are applied to; it must outlive the object.
  explicit ClashCheck(const Node& document) : document_(document) {}

  // Axes in the order in which they are applied; `part` is "sweep.grid". Throws Error (kUsage) for
  // a key that no axis may have, one that an earlier axis has, and one that would replace what an
  // earlier axis or an option has set inside it.
  void add(std::string_view part, const Axis& axis);

 private:
  using Keys = std::map<std::string, std::string>;  // key -> the part that it stands in

  void check(const Setting& setting, const std::string& part, const Keys& earlier) const;

  const Node& document_;
  Keys earlier_;
};

}  // namespace hebb::config
