#include <cassert>
#include <limits>

#include "kg/rdf/text.h"
#include "rules/match/evaluation.h"

namespace match {

namespace {

using parser::Operator;
using rdf::Value;

/// A string of the same kind: the same language and direction.
Result like(const StringArgument& original, std::string_view text) {
  if (original.language.empty()) return Result::string(std::string(text));
  return Result(Value::language_string(
      {std::string(text), std::string(original.language), original.direction}));
}

/// SPARQL 1.2 Query, section 17.4.3.1.2.
bool are_compatible(const StringArgument& first, const StringArgument& second) {
  return second.language.empty() ||
         (first.language == second.language && first.direction == second.direction);
}

Result concat(Evaluation& evaluation, Arguments arguments) {
  if (arguments.size() == 1) {
    return evaluation.string_literal(arguments[0]) ? arguments[0] : Result();
  }
  std::string text;
  std::optional<StringArgument> common;
  bool differ = false;
  for (Result& argument : arguments) {
    const auto part = evaluation.string_literal(argument);
    if (!part) return {};
    text += part->text;
    if (!common) common = part;
    if (part->language != common->language || part->direction != common->direction) differ = true;
  }
  return like(differ || !common ? StringArgument{} : *common, text);
}

std::optional<double> number(const Value& value) {
  if (value.is_exact()) return value.as_exact().to_double();
  if (value.is_numeric()) return value.as_real();
  return std::nullopt;
}

Result substr(Evaluation& evaluation, Arguments arguments) {
  const auto source = evaluation.string_literal(arguments[0]);
  const auto start = number(evaluation.value(arguments[1]));
  const auto count = arguments.size() > 2 ? number(evaluation.value(arguments[2]))
                                          : std::numeric_limits<double>::infinity();
  if (!source || !start || !count) return {};
  return like(*source, rdf::substring(source->text, *start, *count));
}

Result before_or_after(Operator op, const StringArgument& text, std::string_view part) {
  const std::size_t found = text.text.find(part);
  if (found == std::string_view::npos) return Result::string({});
  return like(text, op == Operator::StrBefore ? text.text.substr(0, found)
                                              : text.text.substr(found + part.size()));
}

/// Functions of two compatible strings.
Result search(Evaluation& evaluation, Operator op, Arguments arguments) {
  const auto text = evaluation.string_literal(arguments[0]);
  const auto part = evaluation.string_literal(arguments[1]);
  if (!text || !part || !are_compatible(*text, *part)) return {};
  switch (op) {
    case Operator::Contains:
      return Result::boolean(text->text.find(part->text) != std::string_view::npos);
    case Operator::StrStarts:
      return Result::boolean(text->text.starts_with(part->text));
    case Operator::StrEnds:
      return Result::boolean(text->text.ends_with(part->text));
    default:
      return before_or_after(op, *text, part->text);
  }
}

Result lang_matches(Evaluation& evaluation, Arguments arguments) {
  const auto tag = evaluation.simple_string(arguments[0]);
  const auto range = evaluation.simple_string(arguments[1]);
  if (!tag || !range) return {};
  return Result::boolean(rdf::language_matches(*tag, *range));
}

Result change(Operator op, const StringArgument& text) {
  switch (op) {
    case Operator::StrLen:
      return Result::integer(static_cast<std::int64_t>(rdf::length(text.text)));
    case Operator::UCase:
      return like(text, rdf::upper_case(text.text));
    case Operator::LCase:
      return like(text, rdf::lower_case(text.text));
    default:
      assert(op == Operator::EncodeForUri);
      return Result::string(rdf::encode_for_uri(text.text));
  }
}

Result regex(Evaluation& evaluation, Arguments arguments) {
  const auto text = evaluation.string_literal(arguments[0]);
  const auto pattern = evaluation.simple_string(arguments[1]);
  const auto flags =
      arguments.size() > 2 ? evaluation.simple_string(arguments[2]) : std::string_view();
  if (!text || !pattern || !flags) return {};
  rdf::Regex* compiled = evaluation.regex(*pattern, *flags);
  return compiled != nullptr ? Result::boolean(compiled->matches(text->text)) : Result();
}

Result replace(Evaluation& evaluation, Arguments arguments) {
  const auto text = evaluation.string_literal(arguments[0]);
  const auto pattern = evaluation.simple_string(arguments[1]);
  const auto replacement = evaluation.simple_string(arguments[2]);
  const auto flags =
      arguments.size() > 3 ? evaluation.simple_string(arguments[3]) : std::string_view();
  if (!text || !pattern || !replacement || !flags) return {};
  rdf::Regex* compiled = evaluation.regex(*pattern, *flags);
  if (compiled == nullptr) return {};
  const auto replaced = compiled->replace(text->text, *replacement);
  return replaced ? like(*text, *replaced) : Result();
}

}  // namespace

Result apply_on_strings(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::Concat:
      return concat(evaluation, arguments);
    case Operator::Substr:
      return substr(evaluation, arguments);
    case Operator::LangMatches:
      return lang_matches(evaluation, arguments);
    case Operator::Contains:
    case Operator::StrStarts:
    case Operator::StrEnds:
    case Operator::StrBefore:
    case Operator::StrAfter:
      return search(evaluation, call.op, arguments);
    default: {
      const auto text = evaluation.string_literal(arguments[0]);
      return text ? change(call.op, *text) : Result();
    }
  }
}

Result apply_on_patterns(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  return call.op == Operator::Regex ? regex(evaluation, arguments) : replace(evaluation, arguments);
}

}  // namespace match
