#include "report/weights_section.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.hpp"
#include "report/axes.hpp"
#include "report/history.hpp"
#include "report/html.hpp"
#include "report/weights.hpp"

namespace hebb::report {
namespace {

constexpr std::size_t kGroups = 16;
constexpr std::size_t kBytes = 2000000;  // of PNG in a page; a third more as text

std::string caption_of(const UnitPicture& picture) {
  std::string text = fmt::format("unit {}", picture.unit);
  if (picture.mark == UnitPicture::Mark::kLive) text += " ● live";
  if (picture.mark == UnitPicture::Mark::kDead) text += " ○ dead";
  if (picture.p) text += fmt::format("<br>p = {:.2g}", *picture.p);
  if (picture.wins) text += fmt::format("<br>{} wins", *picture.wins);
  if (!picture.share) return text;
  const double percent = 100 * *picture.share;
  constexpr double kLeast = 0.01;  // smaller shares are all the same to a reader
  const bool is_little = percent > 0 && percent < kLeast;
  return text + (is_little ? fmt::format("<br>steps &lt; {} %", kLeast)
                           : fmt::format("<br>steps {:.3g} %", percent));
}

std::string item_of(const UnitPicture& picture, bool has_initial) {
  const bool is_dead = picture.mark == UnitPicture::Mark::kDead;
  return fmt::format("<li{}><img alt=\"{} of unit {}\" src=\"data:image/png;base64,{}\">{}</li>\n",
                     is_dead ? " class=\"dead\"" : "",
                     has_initial ? "Weights before and after learning" : "Learned weights",
                     picture.unit, base64(picture.png), caption_of(picture));
}

std::string group_part(const RunRecord& run, const WeightPictures& weights) {
  std::string text =
      fmt::format("<p class=\"note\">Run {}, seed {}. ", html_text(run.id), run.seed);
  if (weights.pictures.size() < weights.units) {
    text +=
        fmt::format("The {} livest and the {} deadest of {} units. ",
                    (weights.pictures.size() + 1) / 2, weights.pictures.size() / 2, weights.units);
  }
  if (weights.has_initial) text += "Left: initial weights; right: learned ones. ";
  if (!weights.mark_from.empty()) {
    text += fmt::format("Live and dead by {}.", html_text(weights.mark_from));
  }
  text += "</p>\n<ul class=\"units\">\n";
  for (const UnitPicture& picture : weights.pictures) {
    text += item_of(picture, weights.has_initial);
  }
  return text + "</ul>\n";
}

// A line of pictures for each unit.
std::string history_part(const RunRecord& run) {
  const Snapshots snapshots = snapshots_of(run);
  if (snapshots.units.empty()) return "";
  std::string text = fmt::format(
      "<h3>Over training</h3>\n<p class=\"note\">The same units after {} steps.</p>\n"
      "<ol class=\"history\">\n",
      fmt::join(snapshots.steps, ", "));
  for (const UnitHistory& unit : snapshots.units) {
    text += fmt::format("<li><span>unit {}</span>", unit.unit);
    for (std::size_t i = 0; i < unit.pngs.size(); ++i) {
      text += fmt::format(
          "<img alt=\"Weights of unit {} after {} steps\" src=\"data:image/png;base64,{}\">",
          unit.unit, snapshots.steps[i], base64(unit.pngs[i]));
    }
    text += "</li>\n";
  }
  return text + "</ol>\n";
}

}  // namespace

std::string weights_section(const Model& model) {
  std::vector<const RunGroup*> groups;
  for (const RunGroup& group : model.groups()) {
    if (!group.done.empty()) groups.push_back(&group);
  }
  const std::size_t shown = std::min(groups.size(), kGroups);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const RunRecord& run = *groups[i]->done.front();
    const WeightPictures weights = weight_pictures(run, kBytes / shown);
    if (weights.pictures.empty()) continue;
    // One group is open; of many, the reader chooses.
    text += fmt::format("<details{}><summary>{}</summary>\n{}</details>\n", i < 2 ? " open" : "",
                        groups[i]->axes.empty() ? "Weights" : html_text(joined(groups[i]->axes)),
                        group_part(run, weights) + history_part(run));
  }
  if (text.empty()) return "";
  if (groups.size() > shown) {
    text += fmt::format(
        "<p class=\"note\">{} more configurations are not drawn here; images/weights.png in a "
        "run's directory has the first 256 units.</p>\n",
        groups.size() - shown);
  }
  return "<p class=\"note\">Units sorted from the livest to the deadest. Each is scaled by its own "
         "largest weight: grey is 0, white positive, black negative; in colour, from its smallest "
         "to its largest weight. Steps: the unit's share of the lengths of all steps.</p>\n" +
         text;
}

}  // namespace hebb::report
