#include "rules/match/functions.h"

#include <array>
#include <utility>

#include "kg/rdf/vocabulary.h"

namespace match {

namespace {

using rdf::ValueKind;
using rdf::vocabulary::kXsd;

/// By local name in the XSD namespace.
constexpr std::array<std::pair<std::string_view, ValueKind>, 24> kCasts = {{
    {"boolean", ValueKind::Boolean},
    {"byte", ValueKind::Integer},
    {"date", ValueKind::Date},
    {"dateTime", ValueKind::DateTime},
    {"dayTimeDuration", ValueKind::DayTimeDuration},
    {"decimal", ValueKind::Decimal},
    {"double", ValueKind::Double},
    {"duration", ValueKind::Duration},
    {"float", ValueKind::Float},
    {"int", ValueKind::Integer},
    {"integer", ValueKind::Integer},
    {"long", ValueKind::Integer},
    {"negativeInteger", ValueKind::Integer},
    {"nonNegativeInteger", ValueKind::Integer},
    {"nonPositiveInteger", ValueKind::Integer},
    {"positiveInteger", ValueKind::Integer},
    {"short", ValueKind::Integer},
    {"string", ValueKind::String},
    {"time", ValueKind::Time},
    {"unsignedByte", ValueKind::Integer},
    {"unsignedInt", ValueKind::Integer},
    {"unsignedLong", ValueKind::Integer},
    {"unsignedShort", ValueKind::Integer},
    {"yearMonthDuration", ValueKind::YearMonthDuration},
}};

}  // namespace

std::optional<ValueKind> cast_target(std::string_view function) {
  if (!function.starts_with(kXsd)) return std::nullopt;
  function.remove_prefix(kXsd.size());
  for (const auto& [name, target] : kCasts) {
    if (name == function) return target;
  }
  return std::nullopt;
}

std::vector<std::string> known_functions() {
  std::vector<std::string> iris;
  for (const auto& [name, target] : kCasts) iris.push_back(std::string(kXsd).append(name));
  return iris;
}

}  // namespace match
