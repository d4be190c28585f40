#include "rules/query/translate.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace query {

namespace {

bool is_varying(parser::Operator op) {
  using parser::Operator;
  return op == Operator::Rand || op == Operator::Uuid || op == Operator::StrUuid ||
         op == Operator::Bnode;
}

class Translator {
 public:
  Translator(const parser::Source& source, kg::Interner& interner, parser::Diagnostics& diagnostics)
      : source_(source), interner_(interner), diagnostics_(diagnostics) {}

  Question translate(const parser::Query& query) {
    Algebra root = group(query.where);
    switch (query.form) {
      case parser::QueryForm::Select:
        root = select(query, std::move(root));
        break;
      case parser::QueryForm::Ask:
        root = order(query, std::move(root));
        break;
      case parser::QueryForm::Construct:
        root = order(query, std::move(root));
        add_template(query);
        break;
    }
    if (query.offset || query.limit) {
      root = slice(std::move(root), query.offset.value_or(0), query.limit);
    }
    question_.root = std::move(root);
    return std::move(question_);
  }

 private:
  /// A group before its filters are applied.
  struct Group {
    Algebra pattern;
    std::vector<Formula> filters;
  };

  Algebra group(const parser::GroupPattern& syntax) {
    Group parts = open_group(syntax);
    return filter(std::move(parts.pattern), std::move(parts.filters));
  }

  Group open_group(const parser::GroupPattern& syntax) {
    Group result;
    for (const parser::GroupElement& element : syntax.elements) {
      std::visit([&](const auto& one) { add(one, result); }, element);
      if (result.pattern.depth > kDeepestQuery || steps_of(result.pattern) > kDeepestQuery) {
        report_too_large(source_, diagnostics_);
        return {};
      }
    }
    return result;
  }

  /// How many steps a pattern comes to at least. What is refused for its depth in the end need not
  /// be planned.
  static std::size_t steps_of(const Algebra& pattern) {
    if (pattern.kind == Algebra::Kind::BasicPattern) return pattern.triples.size();
    if (pattern.kind != Algebra::Kind::Join) return 1;
    return pattern.operands.size() - 1 +
           std::max<std::size_t>(1, pattern.operands.front().triples.size());
  }

  void add(const parser::TriplePattern& pattern, Group& to) {
    if (pattern.path) {
      const match::Slot subject = match::compile(pattern.subject, question_.variables, interner_);
      const match::Slot object = match::compile(pattern.object, question_.variables, interner_);
      to.pattern = join(std::move(to.pattern), translate_path(subject, *pattern.path, object,
                                                              question_.variables, interner_));
      return;
    }
    for (match::TriplePattern& triple : match::compile(pattern, question_.variables, interner_)) {
      to.pattern = join(std::move(to.pattern), basic_pattern(std::move(triple)));
    }
  }

  void add(const parser::Filter& condition, Group& to) {
    if (auto compiled = formula(condition.condition)) to.filters.push_back(std::move(*compiled));
  }

  void add(const parser::Optional& optional, Group& to) {
    Group right = open_group(optional.group.front());
    to.pattern =
        left_join(std::move(to.pattern), std::move(right.pattern), std::move(right.filters));
  }

  void add(const parser::Union& syntax, Group& to) {
    std::vector<Algebra> branches;
    for (const parser::GroupPattern& branch : syntax.branches) branches.push_back(group(branch));
    to.pattern = join(std::move(to.pattern), unite(std::move(branches)));
  }

  void add(const parser::Bind& bind, Group& to) {
    auto value = formula(bind.value);
    const match::VariableIndex variable = question_.variables.index(bind.variable);
    if (value) to.pattern = extend(std::move(to.pattern), variable, std::move(*value));
  }

  Algebra select(const parser::Query& query, Algebra root) {
    if (query.select_all) {
      for (const match::VariableIndex variable : root.possible.elements()) {
        if (question_.variables.named(variable)) question_.columns.push_back(variable);
      }
    }
    for (const parser::Projection& projection : query.projections) {
      const match::VariableIndex variable = question_.variables.index(projection.variable);
      const auto end = question_.columns.end();
      if (std::find(question_.columns.begin(), end, variable) == end) {
        question_.columns.push_back(variable);
      }
      if (!projection.value) continue;
      if (auto value = formula(*projection.value)) {
        root = extend(std::move(root), variable, std::move(*value));
      }
    }
    root = project(order(query, std::move(root)), question_.columns);
    // REDUCED allows duplicates to stay.
    return query.distinct ? distinct(std::move(root), question_.columns) : root;
  }

  Algebra order(const parser::Query& query, Algebra root) {
    if (query.order_by.empty()) return root;
    std::vector<Formula> keys;
    std::vector<bool> descending;
    for (const parser::OrderKey& key : query.order_by) {
      if (auto value = formula(key.value)) keys.push_back(std::move(*value));
      descending.push_back(key.descending);
    }
    return order_by(std::move(root), std::move(keys), std::move(descending));
  }

  void add_template(const parser::Query& query) {
    for (const parser::TriplePattern& triple : query.construct_template) {
      for (match::TriplePattern& compiled :
           match::compile(triple, question_.variables, interner_, match::BlankNodes::OfHead)) {
        question_.construct_template.push_back(std::move(compiled));
      }
    }
  }

  std::optional<Formula> formula(const parser::Expression& syntax) {
    Formula result;
    auto compiled = match::compile(
        syntax, question_.variables, interner_, source_, diagnostics_,
        [&](const parser::GroupPattern& exists) { return add_exists(exists, result); });
    if (!compiled) return std::nullopt;
    result.expression = std::move(*compiled);
    std::vector<match::VariableIndex> variables;
    match::collect_variables(result.expression, variables);
    result.variables.insert(VariableSet(variables));
    result.varies = result.varies || varies(result.expression);
    return result;
  }

  std::uint32_t add_exists(const parser::GroupPattern& syntax, Formula& formula) {
    Algebra pattern = group(syntax);
    formula.variables.insert(pattern.mentioned);
    formula.varies = formula.varies || pattern.varies;
    question_.groups.push_back(std::move(pattern));
    formula.groups.push_back(static_cast<std::uint32_t>(question_.groups.size() - 1));
    return formula.groups.back();
  }

  static bool varies(const match::Expression& expression) {
    return is_varying(expression.op) ||
           std::any_of(expression.operands.begin(), expression.operands.end(), varies);
  }

  const parser::Source& source_;
  kg::Interner& interner_;
  parser::Diagnostics& diagnostics_;
  Question question_;
};

}  // namespace

void report_too_large(const parser::Source& source, parser::Diagnostics& diagnostics) {
  diagnostics.error(
      "too-large", source, {0, 0},
      fmt::format("more than {} patterns of this query follow on one another", kDeepestQuery),
      "ask for parts of it, one after the other");
}

std::optional<Question> translate(const parser::Query& query, const parser::Source& source,
                                  kg::Interner& interner, parser::Diagnostics& diagnostics) {
  const std::size_t errors = diagnostics.error_count();
  Question question = Translator(source, interner, diagnostics).translate(query);
  if (diagnostics.error_count() > errors) return std::nullopt;
  return question;
}

}  // namespace query
