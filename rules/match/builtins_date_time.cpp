#include <cassert>

#include "rules/match/evaluation.h"

namespace match {

namespace {

using parser::Operator;
using rdf::DateTime;
using rdf::Decimal;
using rdf::Value;
using rdf::ValueKind;

/// SPARQL names dateTimes; a date has a day and a time a clock too, as XPath's functions on them
/// show.
bool has(Operator part, ValueKind kind) {
  switch (part) {
    case Operator::Year:
    case Operator::Month:
    case Operator::Day:
      return kind == ValueKind::DateTime || kind == ValueKind::Date;
    case Operator::Hours:
    case Operator::Minutes:
    case Operator::Seconds:
      return kind == ValueKind::DateTime || kind == ValueKind::Time;
    default:
      return kind == ValueKind::DateTime || kind == ValueKind::Date || kind == ValueKind::Time;
  }
}

Result timezone(const DateTime& time) {
  if (!time.offset) return {};
  constexpr std::int64_t kSecondsPerMinute = 60;
  return Result(
      Value::duration(ValueKind::DayTimeDuration, {0, Decimal(*time.offset * kSecondsPerMinute)}));
}

}  // namespace

Result apply_on_times(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  if (call.op == Operator::Now) return Result(evaluation.now());
  const Value& value = evaluation.value(arguments[0]);
  if (!has(call.op, value.kind())) return {};
  const DateTime& time = value.as_date_time();
  switch (call.op) {
    case Operator::Year:
      return Result::integer(time.year);
    case Operator::Month:
      return Result::integer(time.month);
    case Operator::Day:
      return Result::integer(time.day);
    case Operator::Hours:
      return Result::integer(time.hour);
    case Operator::Minutes:
      return Result::integer(time.minute);
    case Operator::Seconds:
      return Result(Value::decimal(time.second));
    case Operator::Timezone:
      return timezone(time);
    default:
      assert(call.op == Operator::Tz);
      return Result::string(timezone_text(time));
  }
}

}  // namespace match
