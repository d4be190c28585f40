#include <xxhash.h>

#include <cassert>

#include "kg/rdf/vocabulary.h"
#include "rules/match/evaluation.h"

namespace match {

namespace {

using rdf::Value;
using rdf::ValueKind;

constexpr std::size_t kMaxValues = 65'536;
constexpr std::size_t kMaxTextBytes = 16U << 20U;
constexpr std::size_t kMaxRegexes = 256;
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
  if (now_id_ != kg::TermId::None) return now_id_;
  const kg::TermId id = interner_.intern(term_of(Value::date_time(now_)));
  // The id of one that is in a dictionary may be of a piece of work (rules/thread_terms.h).
  if (kg::is_inline(id)) now_id_ = id;
  return id;
}

}  // namespace match
