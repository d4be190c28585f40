#include <cassert>

#include "rules/match/evaluation.h"

namespace match {

using parser::Operator;

Result apply(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::Add:
    case Operator::Subtract:
    case Operator::Multiply:
    case Operator::Divide:
    case Operator::Plus:
    case Operator::Minus:
      return apply_arithmetic(evaluation, call.op, arguments);
    case Operator::Abs:
    case Operator::Ceil:
    case Operator::Floor:
    case Operator::Round:
    case Operator::Rand:
    case Operator::IsNumeric:
      return apply_on_numbers(evaluation, call, arguments);
    case Operator::Concat:
    case Operator::Substr:
    case Operator::StrLen:
    case Operator::UCase:
    case Operator::LCase:
    case Operator::EncodeForUri:
    case Operator::Contains:
    case Operator::StrStarts:
    case Operator::StrEnds:
    case Operator::StrBefore:
    case Operator::StrAfter:
    case Operator::LangMatches:
      return apply_on_strings(evaluation, call, arguments);
    case Operator::Regex:
    case Operator::Replace:
      return apply_on_patterns(evaluation, call, arguments);
    case Operator::Md5:
    case Operator::Sha1:
    case Operator::Sha256:
    case Operator::Sha384:
    case Operator::Sha512:
      return apply_on_hashes(evaluation, call, arguments);
    case Operator::Year:
    case Operator::Month:
    case Operator::Day:
    case Operator::Hours:
    case Operator::Minutes:
    case Operator::Seconds:
    case Operator::Timezone:
    case Operator::Tz:
    case Operator::Now:
      return apply_on_times(evaluation, call, arguments);
    case Operator::Str:
    case Operator::Lang:
    case Operator::LangDir:
    case Operator::Datatype:
    case Operator::HasLang:
    case Operator::HasLangDir:
    case Operator::StrLang:
    case Operator::StrLangDir:
    case Operator::StrDt:
      return apply_on_literals(evaluation, call, arguments);
    case Operator::Iri:
    case Operator::Bnode:
    case Operator::Uuid:
    case Operator::StrUuid:
    case Operator::SameTerm:
    case Operator::IsIri:
    case Operator::IsBlank:
    case Operator::IsLiteral:
    case Operator::IsTriple:
    case Operator::Triple:
    case Operator::Subject:
    case Operator::Predicate:
    case Operator::Object:
      return apply_on_terms(evaluation, call, arguments);
    case Operator::Call:
      return apply_cast(evaluation, call, arguments);
    default:
      assert(false && "a functional form, which Evaluation carries out itself");
      return {};
  }
}

}  // namespace match
