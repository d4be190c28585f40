#include <cassert>

#include "kg/rdf/text.h"
#include "kg/rdf/vocabulary.h"
#include "rules/match/evaluation.h"

namespace match {

namespace {

using parser::Operator;
using rdf::Direction;
using rdf::LanguageString;
using rdf::Term;
using rdf::Value;
using rdf::ValueKind;

/// The lexical form as it is written, which values other than strings do not keep.
Result str(Evaluation& evaluation, Result& argument) {
  const Value& value = evaluation.value(argument);
  switch (value.kind()) {
    case ValueKind::BlankNode:
    case ValueKind::TripleTerm:
      return {};
    case ValueKind::String:
      return argument;
    case ValueKind::LanguageString:
      return Result::string(value.as_language_string().text);
    case ValueKind::Iri:
    case ValueKind::Other:
      return Result::string(value.as_term().lexical);
    default:
      return Result::string(evaluation.term(argument).lexical);
  }
}

std::string_view direction_text(Direction direction) {
  return direction == Direction::LeftToRight   ? "ltr"
         : direction == Direction::RightToLeft ? "rtl"
                                               : "";
}

std::optional<Direction> parse_direction(std::string_view text) {
  if (text == "ltr") return Direction::LeftToRight;
  if (text == "rtl") return Direction::RightToLeft;
  return std::nullopt;
}

Result datatype(Evaluation& evaluation, Result& argument) {
  const Value& value = evaluation.value(argument);
  if (!value.is_literal()) return {};
  std::string iri = value.is(ValueKind::String) ? std::string(rdf::vocabulary::kString)
                                                : evaluation.term(argument).datatype;
  return Result(Value::of_term(Term::iri(std::move(iri))));
}

/// LANG, LANGDIR, hasLANG, hasLANGDIR.
Result about_language(Evaluation& evaluation, Operator op, Result& argument) {
  const Value& value = evaluation.value(argument);
  const LanguageString* string =
      value.is(ValueKind::LanguageString) ? &value.as_language_string() : nullptr;
  const Direction direction = string != nullptr ? string->direction : Direction::None;
  switch (op) {
    case Operator::HasLang:
      return Result::boolean(string != nullptr);
    case Operator::HasLangDir:
      return Result::boolean(direction != Direction::None);
    default:
      break;
  }
  if (!value.is_literal()) return {};
  if (op == Operator::LangDir) return Result::string(std::string(direction_text(direction)));
  return Result::string(string != nullptr ? string->language : std::string());
}

/// STRLANG and STRLANGDIR.
Result language_string(Evaluation& evaluation, Arguments arguments) {
  const auto text = evaluation.simple_string(arguments[0]);
  const auto language = evaluation.simple_string(arguments[1]);
  if (!text || !language || !rdf::is_language_tag(*language)) return {};
  Direction direction = Direction::None;
  if (arguments.size() > 2) {
    const auto name = evaluation.simple_string(arguments[2]);
    const auto read = name ? parse_direction(*name) : std::nullopt;
    if (!read) return {};
    direction = *read;
  }
  return Result(value_of(Term::language_string(std::string(*text), *language, direction)));
}

Result typed_literal(Evaluation& evaluation, Arguments arguments) {
  const auto text = evaluation.simple_string(arguments[0]);
  const Value& type = evaluation.value(arguments[1]);
  if (!text || !type.is(ValueKind::Iri)) return {};
  const std::string& datatype = type.as_term().lexical;
  if (datatype == rdf::vocabulary::kLangString || datatype == rdf::vocabulary::kDirLangString) {
    return {};
  }
  // Interned, since a value would lose the lexical form.
  return Result(evaluation.interner().intern(Term::literal(std::string(*text), datatype)));
}

}  // namespace

Result apply_on_literals(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::Str:
      return str(evaluation, arguments[0]);
    case Operator::Datatype:
      return datatype(evaluation, arguments[0]);
    case Operator::StrLang:
    case Operator::StrLangDir:
      return language_string(evaluation, arguments);
    case Operator::StrDt:
      return typed_literal(evaluation, arguments);
    default:
      return about_language(evaluation, call.op, arguments[0]);
  }
}

}  // namespace match
