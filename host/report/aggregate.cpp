#include "report/aggregate.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace hebb::report {
namespace {

std::vector<double> numbers(std::span<const RunRow* const> runs, const std::string& key) {
  std::vector<double> values;
  for (const RunRow* run : runs) {
    const auto entry = run->summary.find(key);
    if (entry != run->summary.end() && entry->is_number()) values.push_back(entry->get<double>());
  }
  return values;
}

}  // namespace

double student_t(double degrees, double probability) {
  // Not in long double: with that, Boost computes at the program's start what Valgrind cannot.
  using namespace boost::math;
  using Policy = policies::policy<policies::promote_double<false>>;
  const students_t_distribution<double, Policy> t(degrees);
  return quantile(complement(t, probability));
}

Statistic statistic(std::span<const double> values) {
  Statistic result;
  result.n = values.size();
  if (values.empty()) return result;
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  result.mean = sum / n;
  if (values.size() < 2) return result;
  double squares = 0;
  for (const double value : values) squares += (value - result.mean) * (value - result.mean);
  result.sd = std::sqrt(squares / (n - 1));
  result.half = student_t(n - 1, 0.025) * *result.sd / std::sqrt(n);
  return result;
}

Spread spread(std::span<const double> values) {
  constexpr std::size_t kFew = 5;
  if (values.size() < kFew) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {*low, *high};
  }
  const Statistic value = statistic(values);
  return {value.mean - *value.half, value.mean + *value.half};
}

std::vector<Group> aggregate(std::span<const RunRow> rows, std::span<const std::string> keys) {
  std::vector<Group> groups;
  std::vector<std::vector<const RunRow*>> members;
  for (const RunRow& row : rows) {
    const auto found = std::find_if(groups.begin(), groups.end(),
                                    [&](const Group& group) { return group.axes == row.axes; });
    const auto index = static_cast<std::size_t>(found - groups.begin());
    if (found == groups.end()) {
      groups.push_back({row.axes, 0, {}});
      members.emplace_back();
    }
    members[index].push_back(&row);
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].runs = members[i].size();
    for (const std::string& key : keys) {
      groups[i].statistics.push_back(statistic(numbers(members[i], key)));
    }
  }
  return groups;
}

}  // namespace hebb::report
