#include <fmt/format.h>

#include <cassert>

#include "kg/rdf/nesting.h"
#include "kg/rdf/text.h"
#include "parser/parse.h"
#include "rules/match/evaluation.h"
#include "rules/match/pattern.h"

namespace match {

namespace {

using parser::Operator;
using rdf::Term;
using rdf::Value;
using rdf::ValueKind;

bool same_term(Evaluation& evaluation, Arguments arguments) {
  if (arguments[0].has_id() && arguments[1].has_id()) {
    return arguments[0].id() == arguments[1].id();
  }
  return evaluation.term(arguments[0]) == evaluation.term(arguments[1]);
}

/// Decided by the id where there is one, without looking the term up.
bool is_kind(Evaluation& evaluation, Operator op, Result& argument) {
  const kg::TermId id = argument.id();
  switch (op) {
    case Operator::IsIri:
      return argument.has_id() ? kg::is_iri(id) : evaluation.value(argument).is(ValueKind::Iri);
    case Operator::IsBlank:
      return argument.has_id() ? kg::is_blank_node(id)
                               : evaluation.value(argument).is(ValueKind::BlankNode);
    case Operator::IsLiteral:
      return argument.has_id() ? kg::is_literal(id) : evaluation.value(argument).is_literal();
    default:
      assert(op == Operator::IsTriple);
      return argument.has_id() ? kg::is_triple_term(id)
                               : evaluation.value(argument).is(ValueKind::TripleTerm);
  }
}

Result iri(Evaluation& evaluation, const Expression& call, Result& argument) {
  const Value& value = evaluation.value(argument);
  if (value.is(ValueKind::Iri)) return argument;
  if (!value.is(ValueKind::String)) return {};
  std::string iri = value.as_string();
  if (!call.function.empty()) iri = parser::resolve_iri(call.function, iri);
  if (!rdf::is_absolute_iri(iri)) return {};
  return Result(Value::of_term(Term::iri(std::move(iri))));
}

Result blank_node(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  std::array<std::uint64_t, 2> bits{};
  if (arguments.empty()) {
    bits = evaluation.unique_bits(call);
  } else {
    const auto label = evaluation.simple_string(arguments[0]);
    if (!label) return {};
    bits = evaluation.unique_bits(*label);
  }
  // No user can write a label that starts with a space, so that it is like none in the data.
  return Result(
      Value::of_term(Term::blank_node(fmt::format(" call-{:016x}{:016x}", bits[0], bits[1]))));
}

/// In the form of a random UUID (RFC 4122, version 4).
std::string uuid(Evaluation& evaluation, const Expression& call) {
  const auto bits = evaluation.unique_bits(call);
  const std::uint64_t high = (bits[0] & ~std::uint64_t{0xF000}) | 0x4000;
  const std::uint64_t low = (bits[1] & (~std::uint64_t{0} >> 2U)) | (std::uint64_t{1} << 63U);
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U, high >> 16U & 0xFFFFU,
                     high & 0xFFFFU, low >> 48U, low & 0xFFFFFFFFFFFFU);
}

Result triple(Evaluation& evaluation, Arguments arguments) {
  const auto is = [&](std::size_t at, ValueKind kind) {
    return evaluation.value(arguments[at]).is(kind);
  };
  if (!is(0, ValueKind::Iri) && !is(0, ValueKind::BlankNode)) return {};
  if (!is(1, ValueKind::Iri)) return {};
  if (is(2, ValueKind::TripleTerm) &&
      rdf::nesting(evaluation.term(arguments[2])) >= rdf::kDeepestTripleTerm) {
    return {};
  }
  return Result(
      Value::of_term(Term::triple_term(evaluation.term(arguments[0]), evaluation.term(arguments[1]),
                                       evaluation.term(arguments[2]))));
}

Result component(Evaluation& evaluation, Operator op, Result& argument) {
  const Value& value = evaluation.value(argument);
  if (!value.is(ValueKind::TripleTerm)) return {};
  const std::size_t at = op == Operator::Subject ? 0 : op == Operator::Predicate ? 1 : 2;
  return Result(evaluation.interner().intern(value.as_term().components[at]));
}

}  // namespace

Result apply_on_terms(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  switch (call.op) {
    case Operator::SameTerm:
      return Result::boolean(same_term(evaluation, arguments));
    case Operator::IsIri:
    case Operator::IsBlank:
    case Operator::IsLiteral:
    case Operator::IsTriple:
      return Result::boolean(is_kind(evaluation, call.op, arguments[0]));
    case Operator::Iri:
      return iri(evaluation, call, arguments[0]);
    case Operator::Bnode:
      return blank_node(evaluation, call, arguments);
    case Operator::Uuid:
      return Result(Value::of_term(Term::iri("urn:uuid:" + uuid(evaluation, call))));
    case Operator::StrUuid:
      return Result::string(uuid(evaluation, call));
    case Operator::Triple:
      return triple(evaluation, arguments);
    default:
      return component(evaluation, call.op, arguments[0]);
  }
}

}  // namespace match
