#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "kg/dictionary.h"
#include "kg/rdf/regex.h"
#include "kg/rdf/value.h"
#include "kg/term_id.h"
#include "rules/match/expression.h"

/// What the files of the evaluator share; nobody else includes it.
namespace match {

/// What an expression came to: an error, a term of the dictionary, or a value without an id. Ids
/// come first because most expressions test terms as they are, and inline ids hold small integers
/// and booleans without a value being made at all.
class Result {
 public:
  /// An error.
  Result() = default;
  explicit Result(kg::TermId id) : id_(id) {}
  explicit Result(rdf::Value value) : value_(std::move(value)) {}
  explicit Result(std::optional<rdf::Value> value) : value_(std::move(value)) {}
  static Result boolean(bool value) {
    return Result(kg::make_id(kg::IdKind::Boolean, value ? 1 : 0));
  }
  static Result boolean(std::optional<bool> value) { return value ? boolean(*value) : Result(); }
  static Result integer(std::int64_t value);
  static Result string(std::string text) { return Result(rdf::Value::string(std::move(text))); }

  bool is_error() const { return id_ == kg::TermId::None && !value_; }
  bool has_id() const { return id_ != kg::TermId::None; }
  kg::TermId id() const { return id_; }

 private:
  friend class Evaluation;
  kg::TermId id_ = kg::TermId::None;
  const rdf::Value* remembered_ = nullptr;
  std::optional<rdf::Value> value_;
};

/// A string literal: the text and what goes with it. A view of the value it was taken from.
struct StringArgument {
  std::string_view text;
  std::string_view language;
  rdf::Direction direction = rdf::Direction::None;
};

/// Arguments of a call, none of them an error.
using Arguments = std::span<Result>;

using BindingsView = std::span<const kg::TermId>;

/// The state of an Evaluator and the recursion over expressions.
class Evaluation {
 public:
  Evaluation(kg::Interner& interner, std::chrono::system_clock::time_point now);

  Result evaluate(const Expression& expression, BindingsView bindings);
  std::optional<bool> test(const Expression& expression, BindingsView bindings);

  /// The value of a result that is no error. Lives as long as the result and the outermost call.
  const rdf::Value& value(Result& result);
  /// The same for a term.
  const rdf::Value& value(kg::TermId id);
  /// The term of a result that is no error.
  rdf::Term term(Result& result);
  /// The id of a result that is no error, interned if need be.
  kg::TermId id(Result& result);

  /// The result as a string literal, or as one without a language; nothing if it is not that.
  std::optional<StringArgument> string_literal(Result& result);
  std::optional<std::string_view> simple_string(Result& result);

  /// A compiled regular expression, remembered; nullptr if it is not one.
  rdf::Regex* regex(std::string_view pattern, std::string_view flags);
  /// 128 bits that stand for a call (see Evaluator::set_seed).
  std::array<std::uint64_t, 2> unique_bits(const Expression& call);
  /// The same for a label, whatever the call.
  std::array<std::uint64_t, 2> unique_bits(std::string_view label);

  kg::Interner& interner() { return interner_; }
  kg::TermId now();
  void set_exists(Evaluator::Exists exists) { exists_ = std::move(exists); }
  void set_seed(std::uint64_t seed) { seed_ = seed; }
  bool is_not_a_number(kg::TermId id) const { return id == not_a_number_; }
  bool is_zero(kg::TermId id) const { return id == zero_ || id == minus_zero_; }

  /// Held by the outermost call: what is remembered may be forgotten only when no other runs.
  class Scope {
   public:
    explicit Scope(Evaluation& evaluation);
    ~Scope() { --evaluation_.depth_; }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Evaluation& evaluation_;
  };

 private:
  static kg::TermId leaf(const Expression& expression, BindingsView bindings);
  std::optional<bool> truth(const Expression& expression, BindingsView bindings);
  std::optional<bool> comparison(const Expression& expression, BindingsView bindings);
  std::optional<bool> either(const Expression& expression, BindingsView bindings);
  std::optional<bool> both(const Expression& expression, BindingsView bindings);
  std::optional<bool> member(const Expression& expression, BindingsView bindings);
  Result coalesce(const Expression& expression, BindingsView bindings);
  Result strict(const Expression& expression, BindingsView bindings);
  template <std::size_t kCount>
  Result strict(const Expression& expression, BindingsView bindings);
  Result strict(const Expression& expression, BindingsView bindings, Arguments arguments);

  kg::Interner& interner_;
  rdf::DateTime now_;
  kg::TermId now_id_ = kg::TermId::None;
  Evaluator::Exists exists_;
  std::optional<std::uint64_t> seed_;
  std::uint64_t calls_ = 0;
  int depth_ = 0;
  std::unordered_map<kg::TermId, rdf::Value> values_;
  std::size_t text_bytes_ = 0;
  std::unordered_map<std::string, std::optional<rdf::Regex>> regexes_;
  kg::TermId not_a_number_;
  kg::TermId zero_;
  kg::TermId minus_zero_;
};

/// Carries an operator out whose operands have all been evaluated: sends it to its theme's
/// function.
Result apply(Evaluation& evaluation, const Expression& call, Arguments arguments);

// One function a theme; each knows the operators that `Evaluation` sends it.
Result apply_arithmetic(Evaluation& evaluation, parser::Operator op, Arguments arguments);
Result apply_on_numbers(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_strings(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_patterns(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_hashes(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_times(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_terms(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_on_literals(Evaluation& evaluation, const Expression& call, Arguments arguments);
Result apply_cast(Evaluation& evaluation, const Expression& call, Arguments arguments);

/// Comparisons, by value.
std::optional<bool> compare(Evaluation& evaluation, parser::Operator op, Result& left,
                            Result& right);
/// What a comparison comes to by the ids of the terms alone; nothing if it takes their values.
std::optional<bool> compare_ids(const Evaluation& evaluation, parser::Operator op, kg::TermId left,
                                kg::TermId right);

}  // namespace match
