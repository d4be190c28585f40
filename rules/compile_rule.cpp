#include "rules/compile_rule.h"

#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "kg/term_id.h"
#include "rules/compile_group.h"

namespace rules {

namespace {

Metadata compile_metadata(const std::vector<parser::MetadataEntry>& entries) {
  Metadata result;
  for (const parser::MetadataEntry& entry : entries) {
    const Text text{entry.language, entry.text};
    if (entry.key == "title") result.titles.push_back(text);
    if (entry.key == "because") result.sentences.push_back(text);
    if (entry.key == "note") result.notes.push_back(text);
    if (entry.key == "model") result.model = entry.text;
    if (entry.key == "show") result.hidden = entry.text == "never";
    if (entry.key == "source" && entry.source) {
      result.citations.push_back({*entry.source, entry.text});
    }
  }
  return result;
}

/// Compiles one well-formed rule. Variables are numbered in the order in which the body gives them
/// values, then the blank nodes of the head, then what occurs only inside of a NOT or an aggregate.
class RuleCompiler {
 public:
  RuleCompiler(const parser::Rule& rule, const parser::Source& source, kg::Interner& interner,
               parser::Diagnostics& diagnostics)
      : rule_(rule), source_(source), interner_(interner), diagnostics_(diagnostics) {}

  Rule compile(parser::Position position) {
    result_.name = rule_.name;
    result_.metadata = compile_metadata(rule_.metadata);
    result_.location = {source_.name, position};
    result_.where_data = rule_.where_data;
    result_.body.reserve(rule_.body.size());
    result_.head.reserve(rule_.head.size());
    for (const parser::RuleElement& element : rule_.body) {
      const bool group = std::holds_alternative<parser::Negation>(element) ||
                         std::holds_alternative<parser::Aggregate>(element);
      if (group) groups_.push_back({&element, result_.body.size(), variable_count()});
      std::visit([this](const auto& e) { add(e); }, element);
    }
    result_.solution_variables = variable_count();
    for (const parser::TriplePattern& triple : rule_.head) add_head(triple);
    const match::VariableIndex head_variables = variable_count();
    compile_groups();
    result_.head_blank.assign(result_.variables.size(), false);
    for (auto i = result_.solution_variables; i < head_variables; ++i) {
      result_.head_blank[i] = true;
      result_.run_once = true;
    }
    return std::move(result_);
  }

 private:
  /// A NOT or an aggregate, compiled when all other variables have their numbers.
  struct Pending {
    const parser::RuleElement* syntax;
    std::size_t element;
    match::VariableIndex bound;  ///< variables below have values before it
  };

  match::VariableIndex variable_count() const {
    return static_cast<match::VariableIndex>(result_.variables.size());
  }

  void add(const parser::TriplePattern& pattern) {
    for (match::TriplePattern& part : match::compile(pattern, result_.variables, interner_)) {
      result_.body.emplace_back(std::move(part));
    }
  }

  void add(const parser::Filter& filter) {
    result_.body.emplace_back(match::Filter{compile(filter.condition), filter.span});
  }

  void add(const parser::Negation& negation) {
    result_.body.emplace_back(match::Negation{negation.data, {}, negation.span});
  }

  void add(const parser::Assignment& assignment) {
    match::Expression value = compile(assignment.value);
    result_.body.emplace_back(match::Assignment{result_.variables.index(assignment.variable),
                                                std::move(value), assignment.span});
    result_.run_once = true;
  }

  void add(const parser::Aggregate& aggregate) {
    match::Aggregate& added =
        std::get<match::Aggregate>(result_.body.emplace_back(match::Aggregate{}));
    added.variable = result_.variables.index(aggregate.variable);
    added.function = aggregate.function;
    added.distinct = aggregate.distinct;
    added.separator = aggregate.separator.value_or(" ");
    added.data = aggregate.data;
    added.span = aggregate.span;
    result_.run_once = true;
  }

  void add_head(const parser::TriplePattern& triple) {
    for (match::TriplePattern& part :
         match::compile(triple, result_.variables, interner_, match::BlankNodes::OfHead)) {
      warn_if_impossible(triple, part);
      // A triple term is a term that the rule makes, as a blank node is.
      result_.run_once = result_.run_once || part.subject.kind == match::Slot::Kind::TripleTerm ||
                         part.object.kind == match::Slot::Kind::TripleTerm;
      result_.head.push_back(std::move(part));
    }
  }

  void warn_if_impossible(const parser::TriplePattern& written, const match::TriplePattern& part) {
    const bool constant = part.subject.kind == match::Slot::Kind::Constant;
    const bool term = part.subject.kind == match::Slot::Kind::TripleTerm;
    if (!term && !(constant && (kg::is_literal(part.subject.constant) ||
                                kg::is_triple_term(part.subject.constant)))) {
      return;
    }
    const bool literal = constant && kg::is_literal(part.subject.constant);
    diagnostics_.warning("impossible-triple", source_, written.subject.span,
                         fmt::format("the head has a {} as a subject, so that this triple is never "
                                     "inferred",
                                     literal ? "literal" : "triple term"),
                         "only an IRI or a blank node can be the subject of a triple");
  }

  void compile_groups() {
    const GroupContext context{result_.variables, interner_, source_, diagnostics_,
                               result_.solution_variables};
    for (const auto& [syntax, element, bound] : groups_) {
      match::Element& into = result_.body[element];
      if (const auto* negation = std::get_if<parser::Negation>(syntax)) {
        compile_negation(*negation, bound, context, std::get<match::Negation>(into));
      } else {
        compile_aggregate(std::get<parser::Aggregate>(*syntax), bound, context,
                          std::get<match::Aggregate>(into));
      }
    }
  }

  match::Expression compile(const parser::Expression& expression) {
    return match::compile(expression, result_.variables, interner_, source_, diagnostics_)
        .value_or(match::Expression{});
  }

  const parser::Rule& rule_;
  const parser::Source& source_;
  kg::Interner& interner_;
  parser::Diagnostics& diagnostics_;
  Rule result_;
  std::vector<Pending> groups_;
};

/// Each pattern that is matched stands on the stack above those before it, with room for a batch of
/// rows.
constexpr std::size_t kMostPatterns = 4000;

template <class Body>
std::size_t count_patterns(const Body& body) {
  std::size_t count = 0;
  for (const auto& element : body) {
    std::visit(
        [&](const auto& one) {
          if constexpr (requires { one.body; }) {
            count += count_patterns(one.body);
          } else {
            count += std::is_same_v<std::decay_t<decltype(one)>, match::TriplePattern> ? 1 : 0;
          }
        },
        element);
  }
  return count;
}

void report_too_large(const Rule& rule, const parser::Rule& syntax, const parser::Source& source,
                      parser::Diagnostics& diagnostics) {
  const std::size_t count = count_patterns(rule.body);
  if (count <= kMostPatterns) return;
  diagnostics.error(
      "too-large", source, syntax.name_span,
      fmt::format("this rule has {} triple patterns; there may be {}", count, kMostPatterns),
      "let one rule conclude what another goes on from");
}

}  // namespace

Rule compile_rule(const parser::Rule& rule, const parser::Source& source, parser::Position position,
                  kg::Interner& interner, parser::Diagnostics& diagnostics) {
  Rule result = RuleCompiler(rule, source, interner, diagnostics).compile(position);
  report_too_large(result, rule, source, diagnostics);
  return result;
}

}  // namespace rules
