#include "rules/compile_group.h"

#include <algorithm>
#include <utility>

namespace rules {

namespace {

/// Gives some variables other numbers.
class Renumbering {
 public:
  explicit Renumbering(match::Variables& variables) : variables_(variables) {}

  void add(match::VariableIndex variable) { renumbered_.push_back(variable); }

  void apply(match::Slot& slot) {
    if (slot.kind == match::Slot::Kind::Variable) apply(slot.variable);
    for (match::Slot& component : slot.components) apply(component);
  }

  void apply(match::TriplePattern& pattern) {
    apply(pattern.subject);
    apply(pattern.predicate);
    apply(pattern.object);
  }

  void apply(match::Expression& expression) {
    if (expression.leaf == match::Expression::Leaf::Variable) apply(expression.variable);
    for (match::Expression& operand : expression.operands) apply(operand);
  }

 private:
  /// No blank node label holds a question mark, so that the new names meet no others.
  void apply(match::VariableIndex& variable) {
    if (std::find(renumbered_.begin(), renumbered_.end(), variable) == renumbered_.end()) return;
    variable = variables_.index(" ?" + variables_.name(variable));
  }

  std::vector<match::VariableIndex> renumbered_;
  match::Variables& variables_;
};

class GroupCompiler {
 public:
  /// For the variables of the rule from `bound` on, which have no value before the group.
  GroupCompiler(const GroupContext& context, match::VariableIndex bound)
      : context_(context), renumbering_(context.variables) {
    for (auto v = bound; v < context.solution_variables; ++v) renumbering_.add(v);
  }

  /// For a group within the group that the other compiles.
  GroupCompiler(const GroupCompiler& outer, const std::vector<match::VariableIndex>& later)
      : context_(outer.context_),
        outer_(&outer.renumbering_),
        renumbering_(outer.context_.variables) {
    for (const match::VariableIndex v : later) renumbering_.add(v);
  }

  std::vector<match::TriplePattern> compile(const parser::TriplePattern& pattern) {
    std::vector<match::TriplePattern> parts =
        match::compile(pattern, context_.variables, context_.interner);
    for (match::TriplePattern& part : parts) renumber(part);
    return parts;
  }

  match::Filter compile(const parser::Filter& filter) {
    return {compile(filter.condition), filter.span};
  }

  match::Expression compile(const parser::Expression& expression) {
    match::Expression result = match::compile(expression, context_.variables, context_.interner,
                                              context_.source, context_.diagnostics)
                                   .value_or(match::Expression{});
    renumber(result);
    return result;
  }

  void compile(const parser::Negation& syntax, match::Negation& into) {
    for (const auto& inner : syntax.body) {
      if (const auto* pattern = std::get_if<parser::TriplePattern>(&inner)) {
        for (match::TriplePattern& part : compile(*pattern))
          into.body.emplace_back(std::move(part));
      } else {
        into.body.emplace_back(compile(std::get<parser::Filter>(inner)));
      }
    }
  }

 private:
  template <class Compiled>
  void renumber(Compiled& compiled) {
    if (outer_ != nullptr) Renumbering(*outer_).apply(compiled);
    renumbering_.apply(compiled);
  }

  const GroupContext& context_;
  const Renumbering* outer_ = nullptr;
  Renumbering renumbering_;
};

bool contains(const std::vector<match::VariableIndex>& variables, match::VariableIndex variable) {
  return std::find(variables.begin(), variables.end(), variable) != variables.end();
}

/// A name of a blank node, or of the joint of a path, is not the user's.
bool is_written(const match::Variables& variables, match::VariableIndex variable) {
  const std::string& name = variables.name(variable);
  const std::size_t begin = name.rfind(" ?", 0) == 0 ? 2 : 0;
  return name[begin] != ' ';
}

}  // namespace

void compile_negation(const parser::Negation& syntax, match::VariableIndex bound,
                      const GroupContext& context, match::Negation& into) {
  GroupCompiler(context, bound).compile(syntax, into);
}

void compile_aggregate(const parser::Aggregate& syntax, match::VariableIndex bound,
                       const GroupContext& context, match::Aggregate& into) {
  GroupCompiler compiler(context, bound);
  /// A NOT inside, and which variables of the body have values before it.
  struct Pending {
    const parser::Negation* syntax;
    std::size_t element;
    std::size_t variables;
  };
  std::vector<Pending> pending;
  std::vector<match::VariableIndex> met;
  for (const auto& element : syntax.body) {
    if (const auto* pattern = std::get_if<parser::TriplePattern>(&element)) {
      for (match::TriplePattern& part : compiler.compile(*pattern)) {
        match::collect_variables(part, met);
        into.body.emplace_back(std::move(part));
      }
    } else if (const auto* filter = std::get_if<parser::Filter>(&element)) {
      into.body.emplace_back(compiler.compile(*filter));
    } else {
      const auto& negation = std::get<parser::Negation>(element);
      pending.push_back({&negation, into.body.size(), met.size()});
      into.body.emplace_back(match::Negation{negation.data, {}, negation.span});
    }
  }
  if (syntax.argument) into.argument = compiler.compile(*syntax.argument);
  for (const auto& [negation, element, variables] : pending) {
    const auto before = met.begin() + static_cast<std::ptrdiff_t>(variables);
    const std::vector<match::VariableIndex> known(met.begin(), before);
    std::vector<match::VariableIndex> later;
    std::copy_if(before, met.end(), std::back_inserter(later), [&](match::VariableIndex v) {
      return v >= context.solution_variables && !contains(known, v);
    });
    GroupCompiler(compiler, later)
        .compile(*negation, std::get<match::Negation>(into.body[element]));
  }
  for (const match::VariableIndex v : met) {
    if (v >= context.solution_variables && !contains(into.locals, v)) into.locals.push_back(v);
  }
  const auto others = std::stable_partition(
      into.locals.begin(), into.locals.end(),
      [&](match::VariableIndex v) { return is_written(context.variables, v); });
  into.written = static_cast<std::size_t>(others - into.locals.begin());
}

}  // namespace rules
