#include "repl/render_profile.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

#include <fmt/format.h>

#include "repl/text_table.h"

namespace repl {

namespace {

double seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

std::string seconds_text(std::chrono::nanoseconds time) {
  return fmt::format("{:.3f} s", seconds(time));
}

/// With commas between thousands.
std::string count_text(double value) {
  std::string digits = fmt::format("{:.0f}", value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string count_text(std::uint64_t value) { return count_text(static_cast<double>(value)); }

/// Rules that did something, the slowest first.
std::vector<std::size_t> by_time(const rules::Inferences& inferences) {
  std::vector<std::size_t> order(inferences.profile.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return inferences.profile[i].time.count() == 0; });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return inferences.profile[a].time > inferences.profile[b].time;
  });
  return order;
}

std::string place(const rules::Rule& rule) {
  return fmt::format("{}:{}", rule.location.source, rule.location.position.line);
}

/// Without the word for what stands in for a name in `place`.
std::string name(const rules::RuleSet& rules, std::size_t rule) {
  const rules::Rule& r = rules.rules[rule];
  const std::string shown = rules::display_name(r, rules.prefixes);
  return shown.starts_with("rule at ") ? place(r) : shown;
}

std::string heading(const rules::RuleSet& rules, const rules::PlanProfile& plan) {
  const auto rule = static_cast<std::size_t>(plan.rule);
  std::string result = name(rules, rule);
  if (result != place(rules.rules[rule])) result += fmt::format(" ({})", place(rules.rules[rule]));
  result += plan.delta ? fmt::format(", what is new of pattern {}", *plan.delta + 1)
                       : std::string(", all solutions");
  return result + fmt::format(": {}, {} {}", seconds_text(plan.time), count_text(plan.runs),
                              plan.runs == 1 ? "run" : "runs");
}

/// Rules in a profile for people.
constexpr std::size_t kMostRules = 40;

}  // namespace

std::string profile_text(const Profile& profile, const rules::RuleSet& rules,
                         const rules::Inferences& inferences, const RunTimes& times, bool colour) {
  if (profile.json) return profile_json(rules, inferences, times);
  return profile.table ? profile_table(rules, inferences, times, kMostRules, colour) : "";
}

std::string profile_table(const rules::RuleSet& rules, const rules::Inferences& inferences,
                          const RunTimes& times, std::size_t most, bool colour) {
  TextTable table{
      {{"time", true}, {"tuples tried", true}, {"solutions", true}, {"new", true}, {"rule", false}},
      {}};
  const std::vector<std::size_t> order = by_time(inferences);
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    const rules::RuleProfile& profile = inferences.profile[order[i]];
    table.rows.push_back({seconds_text(profile.time), count_text(profile.tried),
                          count_text(profile.solutions), count_text(profile.inferences),
                          name(rules, order[i])});
  }
  std::string result = render(table, {0, colour});
  if (order.size() > most) {
    result += fmt::format("and {} more rules\n", count_text(std::uint64_t{order.size() - most}));
  }
  result += fmt::format(
      "{} inferences in {} rounds: read in {}, {}rules in {}, reasoned in {}, wrote in {}\n",
      count_text(std::uint64_t{inferences.count}), count_text(std::uint64_t{inferences.rounds}),
      seconds_text(times.reading),
      times.checking.count() == 0 ? "" : "checked in " + seconds_text(times.checking) + ", ",
      seconds_text(times.rules), seconds_text(times.reasoning), seconds_text(times.writing));
  return result;
}

std::string profile_json(const rules::RuleSet& rules, const rules::Inferences& inferences,
                         const RunTimes& times) {
  nlohmann::ordered_json result;
  result["seconds"] = {
      {"reading", seconds(times.reading)},    {"checking", seconds(times.checking)},
      {"rules", seconds(times.rules)},        {"reasoning", seconds(times.reasoning)},
      {"reasoning_cpu", times.reasoning_cpu}, {"writing", seconds(times.writing)}};
  result["rounds"] = inferences.rounds;
  result["inferences"] = inferences.count;
  result["given"] = inferences.given;
  result["rules"] = nlohmann::ordered_json::array();
  for (const std::size_t rule : by_time(inferences)) {
    const rules::RuleProfile& profile = inferences.profile[rule];
    result["rules"].push_back({{"rule", rules::display_name(rules.rules[rule], rules.prefixes)},
                               {"file", rules.rules[rule].location.source},
                               {"line", rules.rules[rule].location.position.line},
                               {"seconds", seconds(profile.time)},
                               {"tried", profile.tried},
                               {"solutions", profile.solutions},
                               {"new", profile.inferences}});
  }
  return result.dump() + "\n";
}

std::string plan_listing(const rules::RuleSet& rules, const rules::Inferences& inferences,
                         bool colour) {
  std::vector<std::size_t> rank(inferences.profile.size(), inferences.profile.size());
  const std::vector<std::size_t> order = by_time(inferences);
  for (std::size_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::vector<const rules::PlanProfile*> plans;
  for (const rules::PlanProfile& plan : inferences.plans) {
    if (plan.runs > 0) plans.push_back(&plan);
  }
  std::stable_sort(plans.begin(), plans.end(), [&](const auto* a, const auto* b) {
    return rank[static_cast<std::size_t>(a->rule)] < rank[static_cast<std::size_t>(b->rule)];
  });
  std::string result;
  for (const rules::PlanProfile* plan : plans) {
    TextTable table{{{"step", false}, {"expected", true}, {"rows", true}}, {}};
    // The plan was made for one delta and ran on others: what it expected of each row it starts
    // from.
    const double start = plan->steps[0].expected;
    const double scale = start > 0 ? static_cast<double>(plan->rows[0]) / start : 1;
    for (std::size_t i = 0; i < plan->steps.size(); ++i) {
      const rules::StepNote& step = plan->steps[i];
      if (step.text.empty()) continue;
      table.rows.push_back({fmt::format("{:{}}{}", "", 2 * step.depth, step.text),
                            count_text(step.expected * scale), count_text(plan->rows[i])});
    }
    result += heading(rules, *plan) + "\n" + render(table, {0, colour}) + "\n";
  }
  return result;
}

}  // namespace repl
