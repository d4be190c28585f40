#include "rules/well_formed.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace rules {

namespace {

/// A variable and where it is written; the name is that of the tree.
struct Use {
  std::string_view name;
  parser::Span span;
};

void collect(const parser::Node& node, std::vector<Use>& into) {
  if (node.kind == parser::Node::Kind::Variable) into.push_back({node.variable, node.span});
  for (const parser::Node& component : node.components) collect(component, into);
}

void collect(const parser::TriplePattern& pattern, std::vector<Use>& into) {
  collect(pattern.subject, into);
  if (!pattern.path) collect(pattern.predicate, into);
  collect(pattern.object, into);
}

void collect(const parser::Expression& expression, std::vector<Use>& into) {
  if (expression.op == parser::Operator::Leaf) collect(expression.node, into);
  for (const parser::Expression& operand : expression.operands) collect(operand, into);
}

/// The variables that have a value, each with the place that gave it one.
class Scope {
 public:
  void add(const parser::TriplePattern& pattern) {
    std::vector<Use> uses;
    collect(pattern, uses);
    for (const Use& use : uses) add(use);
  }

  void add(const Use& use) {
    if (find(use.name) != nullptr) return;
    bound_.push_back(use);
    for (; bound_.size() > kMany && placed_ < bound_.size(); ++placed_) {
      places_.emplace(bound_[placed_].name, placed_);
    }
  }

  const Use* find(std::string_view name) const {
    if (const auto place = places_.find(name); place != places_.end()) {
      return &bound_[place->second];
    }
    const auto found = std::find_if(bound_.begin() + static_cast<std::ptrdiff_t>(placed_),
                                    bound_.end(), [&](const Use& use) { return use.name == name; });
    return found == bound_.end() ? nullptr : &*found;
  }

  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const Use& use : bound_) result.emplace_back(use.name);
    return result;
  }

 private:
  std::vector<Use> bound_;
  /// Where the first `placed_` of them stand: none, unless they are many.
  static constexpr std::size_t kMany = 64;
  std::size_t placed_ = 0;
  std::unordered_map<std::string_view, std::size_t> places_;
};

/// All that a rule body ever gives a value, and what has one only inside of a NOT or an aggregate.
struct Reach {
  Scope body;
  Scope negations;
  Scope aggregates;
};

Reach reach(const parser::Rule& rule) {
  Reach result;
  for (const parser::RuleElement& element : rule.body) {
    if (const auto* pattern = std::get_if<parser::TriplePattern>(&element)) {
      result.body.add(*pattern);
    } else if (const auto* assignment = std::get_if<parser::Assignment>(&element)) {
      result.body.add({assignment->variable, assignment->variable_span});
    } else if (const auto* aggregate = std::get_if<parser::Aggregate>(&element)) {
      result.body.add({aggregate->variable, aggregate->variable_span});
      for (const auto& inner : aggregate->body) {
        if (const auto* p = std::get_if<parser::TriplePattern>(&inner)) result.aggregates.add(*p);
      }
    } else if (const auto* negation = std::get_if<parser::Negation>(&element)) {
      for (const auto& inner : negation->body) {
        if (const auto* p = std::get_if<parser::TriplePattern>(&inner)) result.negations.add(*p);
      }
    }
  }
  return result;
}

class Checker {
 public:
  Checker(const parser::Rule& rule, const parser::Source& source, parser::Diagnostics& diagnostics)
      : rule_(rule), source_(source), diagnostics_(diagnostics) {}

  bool check() {
    Scope scope;
    for (const parser::RuleElement& element : rule_.body) check(element, scope);
    check_head(scope);
    check_metadata(scope);
    return well_formed_;
  }

 private:
  void check(const parser::RuleElement& element, Scope& scope) {
    if (const auto* pattern = std::get_if<parser::TriplePattern>(&element)) {
      scope.add(*pattern);
    } else if (const auto* filter = std::get_if<parser::Filter>(&element)) {
      check(filter->condition, scope, "FILTER");
    } else if (const auto* negation = std::get_if<parser::Negation>(&element)) {
      check(*negation, scope);
    } else if (const auto* aggregate = std::get_if<parser::Aggregate>(&element)) {
      check(*aggregate, scope);
    } else {
      check(std::get<parser::Assignment>(element), scope);
    }
  }

  /// What a NOT binds is unbound again after it.
  void check(const parser::Negation& negation, Scope scope) {
    for (const auto& inner : negation.body) {
      if (const auto* pattern = std::get_if<parser::TriplePattern>(&inner)) {
        scope.add(*pattern);
      } else {
        check(std::get<parser::Filter>(inner).condition, scope, "FILTER");
      }
    }
  }

  void check(const parser::Assignment& assignment, Scope& scope) {
    check(assignment.value, scope, "SET");
    bind({assignment.variable, assignment.variable_span}, scope);
  }

  /// What an aggregate binds inside is unbound again after it.
  void check(const parser::Aggregate& aggregate, Scope& scope) {
    const Use target{aggregate.variable, aggregate.variable_span};
    Scope inside = scope;
    for (const auto& inner : aggregate.body) {
      if (const auto* pattern = std::get_if<parser::TriplePattern>(&inner)) {
        inside.add(*pattern);
      } else if (const auto* filter = std::get_if<parser::Filter>(&inner)) {
        check(filter->condition, inside, "FILTER");
      } else {
        check(std::get<parser::Negation>(inner), inside);
      }
    }
    if (aggregate.argument) {
      check(*aggregate.argument, inside, "aggregate");
      check_repeatable(*aggregate.argument);
    }
    const Use* const own = inside.find(target.name);
    if (own != nullptr && scope.find(target.name) == nullptr) {
      error("variable-already-bound", own->span,
            fmt::format("'?{}' is what the SET gives a value, and occurs inside its aggregate",
                        target.name),
            "choose another name for one of the two");
    }
    bind(target, scope);
  }

  /// Whoever works an aggregate out again, to explain it, must find the same values.
  void check_repeatable(const parser::Expression& expression) {
    if (expression.op == parser::Operator::Bnode || expression.op == parser::Operator::Uuid ||
        expression.op == parser::Operator::StrUuid) {
      error("new-term-in-aggregate", expression.span,
            "an aggregate cannot be made of terms that are new each time",
            "give the term a value in a RULE of its own, and aggregate what that concludes");
    }
    for (const parser::Expression& operand : expression.operands) check_repeatable(operand);
  }

  void bind(const Use& target, Scope& scope) {
    if (const Use* first = scope.find(target.name)) {
      parser::Diagnostic& diagnostic =
          error("variable-already-bound", target.span,
                fmt::format("SET gives '?{}' a value, but it has one already", target.name),
                "choose a new variable; to compare two values, use FILTER");
      diagnostic.notes.push_back(parser::note_at(source_, first->span, "it gets its value here"));
    }
    scope.add(target);
  }

  /// Every variable of an expression has a value before it.
  void check(const parser::Expression& expression, const Scope& scope, const char* keyword) {
    std::vector<Use> uses;
    collect(expression, uses);
    for (const Use& use : uses) {
      if (scope.find(use.name) != nullptr) continue;
      parser::Diagnostic& diagnostic =
          error("unbound-variable", use.span,
                fmt::format("variable '?{}' has no value before this {}", use.name, keyword));
      if (const Use* later = whole_reach().body.find(use.name)) {
        diagnostic.hint = fmt::format("move the {} below the element that gives '?{}' its value",
                                      keyword, use.name);
        diagnostic.notes.push_back(parser::note_at(source_, later->span, "it gets its value here"));
      } else {
        diagnostic.hint = hint_for_unbound(use.name, scope);
      }
    }
  }

  /// `body` has all that the body gives a value.
  void check_head(const Scope& body) {
    std::vector<Use> uses;
    for (const parser::TriplePattern& triple : rule_.head) collect(triple, uses);
    Scope reported;
    for (const Use& use : uses) {
      if (body.find(use.name) != nullptr || reported.find(use.name) != nullptr) continue;
      reported.add(use);
      error("unbound-variable", use.span,
            fmt::format("variable '?{}' of the head gets no value in the body", use.name),
            hint_for_unbound(use.name, body));
    }
  }

  void check_metadata(const Scope& body) {
    for (const parser::MetadataEntry& entry : rule_.metadata) {
      for (const parser::Placeholder& placeholder : entry.placeholders) {
        if (body.find(placeholder.variable) != nullptr) continue;
        error("unknown-placeholder", placeholder.span,
              fmt::format("placeholder '{{?{}}}' names no variable that has a value in this rule",
                          placeholder.variable),
              hint_for_unbound(placeholder.variable, body));
      }
    }
  }

  /// Found when there is something to say about it.
  const Reach& whole_reach() {
    if (!reach_) reach_ = reach(rule_);
    return *reach_;
  }

  std::string hint_for_unbound(std::string_view name, const Scope& scope) {
    if (whole_reach().negations.find(name) != nullptr && scope.find(name) == nullptr) {
      return "a variable inside NOT has no value outside of it";
    }
    if (whole_reach().aggregates.find(name) != nullptr && scope.find(name) == nullptr) {
      return "a variable inside an aggregate has no value outside of it";
    }
    const std::string near = parser::nearest(name, scope.names());
    if (!near.empty()) return fmt::format("did you mean '?{}'?", near);
    return fmt::format("give '?{}' a value with a triple pattern or SET", name);
  }

  parser::Diagnostic& error(const char* code, parser::Span span, std::string message,
                            std::string hint = {}) {
    well_formed_ = false;
    return diagnostics_.error(code, source_, span, std::move(message), std::move(hint));
  }

  const parser::Rule& rule_;
  const parser::Source& source_;
  parser::Diagnostics& diagnostics_;
  std::optional<Reach> reach_;
  bool well_formed_ = true;
};

}  // namespace

bool check_well_formed(const parser::Rule& rule, const parser::Source& source,
                       parser::Diagnostics& diagnostics) {
  return Checker(rule, source, diagnostics).check();
}

}  // namespace rules
