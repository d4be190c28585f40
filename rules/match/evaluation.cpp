#include "rules/match/evaluation.h"

#include <xxhash.h>

#include <cassert>
#include <vector>

#include "kg/rdf/vocabulary.h"

namespace match {

namespace {

using parser::Operator;
using rdf::Value;
using rdf::ValueKind;

constexpr std::size_t kMaxValues = 65'536;
constexpr std::size_t kMaxTextBytes = 16U << 20U;
constexpr std::size_t kMaxRegexes = 256;
/// Most calls have that many arguments; CONCAT may have more.
constexpr std::size_t kFewArguments = 4;
constexpr std::int64_t kNanosecondsPerMillisecond = 1'000'000;

rdf::DateTime date_time_of(std::chrono::system_clock::time_point now) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch();
  return rdf::date_time_from_unix(milliseconds.count() * kNanosecondsPerMillisecond);
}

kg::TermId double_id(std::string_view lexical) {
  const auto id = kg::try_inline(
      rdf::Term::literal(std::string(lexical), std::string(rdf::vocabulary::kDouble)));
  return id.value_or(kg::TermId::None);
}

/// The bytes of text that a remembered value holds, about.
std::size_t text_size(const Value& value) {
  switch (value.kind()) {
    case ValueKind::String:
      return value.as_string().size();
    case ValueKind::LanguageString:
      return value.as_language_string().text.size();
    case ValueKind::Iri:
    case ValueKind::BlankNode:
    case ValueKind::Other:
      return value.as_term().lexical.size();
    default:
      return 0;
  }
}

std::array<std::uint64_t, 2> hash(std::string_view bytes, std::uint64_t seed) {
  const XXH128_hash_t bits = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
  return {bits.high64, bits.low64};
}

/// Which function of a theme carries an operator out.
Result apply(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::Equal:
    case Operator::NotEqual:
    case Operator::Less:
    case Operator::Greater:
    case Operator::LessOrEqual:
    case Operator::GreaterOrEqual:
      return apply_comparison(evaluation, call.op, arguments[0], arguments[1]);
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

}  // namespace

Result Result::integer(std::int64_t value) {
  constexpr std::int64_t kMiddle = std::int64_t{1} << (kg::kKindShift - 1);
  if (value < -kMiddle || value >= kMiddle) return Result(Value::integer(value));
  return Result(kg::make_id(kg::IdKind::Integer, static_cast<std::uint64_t>(value + kMiddle)));
}

Evaluation::Evaluation(kg::Interner& interner, std::chrono::system_clock::time_point now)
    : interner_(interner),
      now_(date_time_of(now)),
      not_a_number_(double_id("NaN")),
      zero_(double_id("0.0E0")),
      minus_zero_(double_id("-0.0E0")) {}

Evaluation::Scope::Scope(Evaluation& evaluation) : evaluation_(evaluation) {
  if (evaluation.depth_++ > 0) return;
  if (evaluation.values_.size() > kMaxValues || evaluation.text_bytes_ > kMaxTextBytes) {
    evaluation.values_.clear();
    evaluation.text_bytes_ = 0;
  }
  if (evaluation.regexes_.size() > kMaxRegexes) evaluation.regexes_.clear();
}

Result Evaluation::evaluate(const Expression& expression, BindingsView bindings) {
  switch (expression.op) {
    case Operator::Leaf:
      return leaf(expression, bindings);
    case Operator::Or:
      return Result::boolean(either(expression, bindings));
    case Operator::And:
      return Result::boolean(both(expression, bindings));
    case Operator::Not: {
      const auto operand = test(expression.operands[0], bindings);
      return operand ? Result::boolean(!*operand) : Result();
    }
    case Operator::In:
      return Result::boolean(member(expression, bindings));
    case Operator::NotIn: {
      const auto found = member(expression, bindings);
      return found ? Result::boolean(!*found) : Result();
    }
    case Operator::If: {
      const auto condition = test(expression.operands[0], bindings);
      if (!condition) return {};
      return evaluate(expression.operands[*condition ? 1 : 2], bindings);
    }
    case Operator::Coalesce:
      return coalesce(expression, bindings);
    case Operator::Bound:
      return Result::boolean(!leaf(expression.operands[0], bindings).is_error());
    case Operator::Exists:
      return Result::boolean(exists_(expression.group, bindings));
    case Operator::NotExists:
      return Result::boolean(!exists_(expression.group, bindings));
    default:
      return strict(expression, bindings);
  }
}

Result Evaluation::leaf(const Expression& expression, BindingsView bindings) const {
  if (expression.leaf == Expression::Leaf::Constant) return Result(expression.constant);
  assert(expression.leaf == Expression::Leaf::Variable && expression.variable < bindings.size());
  return Result(bindings[expression.variable]);
}

std::optional<bool> Evaluation::either(const Expression& expression, BindingsView bindings) {
  const auto left = test(expression.operands[0], bindings);
  if (left == true) return true;
  const auto right = test(expression.operands[1], bindings);
  if (right == true) return true;
  if (!left || !right) return std::nullopt;
  return false;
}

std::optional<bool> Evaluation::both(const Expression& expression, BindingsView bindings) {
  const auto left = test(expression.operands[0], bindings);
  if (left == false) return false;
  const auto right = test(expression.operands[1], bindings);
  if (right == false) return false;
  if (!left || !right) return std::nullopt;
  return true;
}

std::optional<bool> Evaluation::member(const Expression& expression, BindingsView bindings) {
  Result sought = evaluate(expression.operands[0], bindings);
  if (sought.is_error()) return std::nullopt;
  bool error = false;
  for (std::size_t i = 1; i < expression.operands.size(); ++i) {
    Result candidate = evaluate(expression.operands[i], bindings);
    const auto same = candidate.is_error() ? std::nullopt : equal(*this, sought, candidate);
    if (same == true) return true;
    if (!same) error = true;
  }
  if (error) return std::nullopt;
  return false;
}

Result Evaluation::coalesce(const Expression& expression, BindingsView bindings) {
  for (const Expression& operand : expression.operands) {
    Result result = evaluate(operand, bindings);
    if (!result.is_error()) return result;
  }
  return {};
}

Result Evaluation::strict(const Expression& expression, BindingsView bindings) {
  const std::size_t count = expression.operands.size();
  if (count <= kFewArguments) {
    std::array<Result, kFewArguments> arguments;
    for (std::size_t i = 0; i < count; ++i) {
      arguments[i] = evaluate(expression.operands[i], bindings);
      if (arguments[i].is_error()) return {};
    }
    return apply(*this, expression, Arguments(arguments).first(count));
  }
  std::vector<Result> arguments;
  arguments.reserve(count);
  for (const Expression& operand : expression.operands) {
    arguments.push_back(evaluate(operand, bindings));
    if (arguments.back().is_error()) return {};
  }
  return apply(*this, expression, arguments);
}

std::optional<bool> Evaluation::test(const Expression& expression, BindingsView bindings) {
  Result result = evaluate(expression, bindings);
  return test(result);
}

std::optional<bool> Evaluation::test(Result& result) {
  if (result.is_error()) return std::nullopt;
  if (result.has_id() && kg::kind(result.id_) == kg::IdKind::Boolean) {
    return kg::inline_boolean(result.id_);
  }
  return effective_boolean_value(value(result));
}

const Value& Evaluation::value(Result& result) {
  assert(!result.is_error());
  if (result.value_) return *result.value_;
  if (result.remembered_ != nullptr) return *result.remembered_;
  switch (kg::kind(result.id_)) {
    case kg::IdKind::Integer:
      return result.value_.emplace(Value::integer(kg::inline_integer(result.id_)));
    case kg::IdKind::Boolean:
      return result.value_.emplace(Value::boolean(kg::inline_boolean(result.id_)));
    default:
      result.remembered_ = &value(result.id_);
      return *result.remembered_;
  }
}

const Value& Evaluation::value(kg::TermId id) {
  const auto found = values_.find(id);
  if (found != values_.end()) return found->second;
  const auto added = values_.emplace(id, value_of(interner_.term(id))).first;
  text_bytes_ += text_size(added->second);
  return added->second;
}

rdf::Term Evaluation::term(Result& result) {
  return result.has_id() ? interner_.term(result.id_) : term_of(value(result));
}

kg::TermId Evaluation::id(Result& result) {
  assert(!result.is_error());
  if (!result.has_id()) result.id_ = interner_.intern(term_of(*result.value_));
  return result.id_;
}

std::optional<StringArgument> Evaluation::string_literal(Result& result) {
  const Value& literal = value(result);
  if (literal.is(ValueKind::String)) return StringArgument{literal.as_string(), {}, {}};
  if (!literal.is(ValueKind::LanguageString)) return std::nullopt;
  const rdf::LanguageString& string = literal.as_language_string();
  return StringArgument{string.text, string.language, string.direction};
}

std::optional<std::string_view> Evaluation::simple_string(Result& result) {
  const Value& literal = value(result);
  if (!literal.is(ValueKind::String)) return std::nullopt;
  return literal.as_string();
}

rdf::Regex* Evaluation::regex(std::string_view pattern, std::string_view flags) {
  std::string key(flags);
  key += '/';
  key += pattern;
  auto found = regexes_.find(key);
  if (found == regexes_.end()) {
    found = regexes_.emplace(std::move(key), rdf::Regex::compile(pattern, flags)).first;
  }
  return found->second ? &*found->second : nullptr;
}

std::array<std::uint64_t, 2> Evaluation::unique_bits(const Expression& call) {
  const std::array<std::uint64_t, 2> place = {seed_ ? call.span.begin : ++calls_,
                                              seed_ ? call.span.end : 0};
  return hash({reinterpret_cast<const char*>(place.data()), sizeof place}, seed_.value_or(0));
}

std::array<std::uint64_t, 2> Evaluation::unique_bits(std::string_view label) {
  std::string bytes = "label ";
  return hash(bytes.append(label), seed_.value_or(0));
}

kg::TermId Evaluation::now() {
  if (now_id_ == kg::TermId::None) now_id_ = interner_.intern(term_of(Value::date_time(now_)));
  return now_id_;
}

}  // namespace match
