#include "tests/rules/query_oracle.h"

#include <algorithm>

#include "rules/match/expression.h"
#include "rules/match/pattern.h"

namespace {

using parser::Path;

}  // namespace

QueryOracle::QueryOracle(const kg::GraphView& graph, kg::Interner& interner) : interner_(interner) {
  graph.scan({}, kg::Part::Evaluation, [&](const kg::Triple& triple, kg::Order) {
    triples_.push_back(triple);
    nodes_.insert(triple.subject);
    nodes_.insert(triple.object);
    return true;
  });
}

QueryOracle::Solutions QueryOracle::group(const parser::GroupPattern& group,
                                          const Solution& context) {
  Group parts = open_group(group, context);
  Solutions result;
  for (Solution& solution : parts.solutions) {
    const bool all =
        std::all_of(parts.filters.begin(), parts.filters.end(),
                    [&](const parser::Expression* one) { return holds(*one, solution); });
    if (all) result.push_back(std::move(solution));
  }
  return result;
}

QueryOracle::Group QueryOracle::open_group(const parser::GroupPattern& group,
                                           const Solution& context) {
  Group result{{context}, {}};
  Solutions& now = result.solutions;
  for (const parser::GroupElement& element : group.elements) {
    if (const auto* pattern = std::get_if<parser::TriplePattern>(&element)) {
      now = joined(now, triples(*pattern));
    } else if (const auto* filter = std::get_if<parser::Filter>(&element)) {
      result.filters.push_back(&filter->condition);
    } else if (const auto* branches = std::get_if<parser::Union>(&element)) {
      Solutions all;
      for (const parser::GroupPattern& branch : branches->branches) {
        const Solutions more = this->group(branch, context);
        all.insert(all.end(), more.begin(), more.end());
      }
      now = joined(now, all);
    } else if (const auto* bind = std::get_if<parser::Bind>(&element)) {
      for (Solution& solution : now) {
        if (const auto found = value(bind->value, solution)) {
          solution.emplace(bind->variable, *found);
        }
      }
    } else {
      const Group right = open_group(std::get<parser::Optional>(element).group.front(), context);
      Solutions next;
      for (const Solution& left : now) {
        const std::size_t before = next.size();
        for (const Solution& other : right.solutions) {
          const auto both = merged(left, other);
          if (both && std::all_of(right.filters.begin(), right.filters.end(),
                                  [&](const auto* one) { return holds(*one, *both); })) {
            next.push_back(*both);
          }
        }
        if (next.size() == before) next.push_back(left);
      }
      now = std::move(next);
    }
  }
  return result;
}

QueryOracle::Solutions QueryOracle::triples(const parser::TriplePattern& pattern) {
  Solutions result;
  const auto add = [&](kg::TermId subject, End predicate, kg::TermId object) {
    Solution solution;
    if (match(pattern.subject, subject, solution) &&
        (!predicate || match(pattern.predicate, *predicate, solution)) &&
        match(pattern.object, object, solution)) {
      result.push_back(std::move(solution));
    }
  };
  if (pattern.path) {
    const Pairs found = pairs(*pattern.path, constant(pattern.subject), constant(pattern.object));
    for (const auto& [from, to] : found) add(from, std::nullopt, to);
  } else {
    for (const kg::Triple& t : triples_) add(t.subject, t.predicate, t.object);
  }
  return result;
}

QueryOracle::End QueryOracle::constant(const parser::Node& node) const {
  if (node.kind != parser::Node::Kind::Term || node.term.is_blank_node()) return std::nullopt;
  return interner_.intern(node.term);
}

bool QueryOracle::match(const parser::Node& node, kg::TermId term, Solution& solution) const {
  if (node.kind == parser::Node::Kind::TripleTerm) {
    const auto parts = match::components(term, interner_);
    return parts && match(node.components[0], parts->subject, solution) &&
           match(node.components[1], parts->predicate, solution) &&
           match(node.components[2], parts->object, solution);
  }
  if (const End fixed = constant(node)) return *fixed == term;
  const std::string name =
      node.kind == parser::Node::Kind::Variable ? node.variable : " " + node.term.lexical;
  return solution.emplace(name, term).first->second == term;
}

/// Section 18.4. Ends that are variables may be any node of the graph.
QueryOracle::Pairs QueryOracle::pairs(const Path& path, End from, End to) {
  Pairs result;
  const auto add = [&](kg::TermId a, kg::TermId b) {
    if ((!from || *from == a) && (!to || *to == b)) result.emplace_back(a, b);
  };
  switch (path.kind) {
    case Path::Kind::Predicate:
      for (const kg::Triple& t : triples_) {
        if (t.predicate == interner_.intern(path.predicate)) add(t.subject, t.object);
      }
      break;
    case Path::Kind::Inverse:
      for (const auto& [a, b] : pairs(path.parts.front(), to, from)) add(b, a);
      break;
    case Path::Kind::Sequence: {
      Path rest = path;
      rest.parts.erase(rest.parts.begin());
      if (rest.parts.size() == 1) rest = Path(rest.parts.front());
      for (const auto& [a, middle] : pairs(path.parts.front(), from, std::nullopt)) {
        for (const auto& [again, b] : pairs(rest, std::nullopt, to)) {
          if (middle == again) add(a, b);
        }
      }
      break;
    }
    case Path::Kind::Alternative:
      for (const Path& part : path.parts) {
        for (const auto& [a, b] : pairs(part, from, to)) add(a, b);
      }
      break;
    case Path::Kind::NegatedSet: {
      std::set<kg::TermId> excluded[2];
      for (const Path& part : path.parts) {
        const bool inverse = part.kind == Path::Kind::Inverse;
        const Path& named = inverse ? part.parts.front() : part;
        excluded[inverse ? 1 : 0].insert(interner_.intern(named.predicate));
      }
      for (const kg::Triple& t : triples_) {
        const bool forwards = !excluded[0].empty() || excluded[1].empty();
        if (forwards && !excluded[0].contains(t.predicate)) add(t.subject, t.object);
        if (!excluded[1].empty() && !excluded[1].contains(t.predicate)) add(t.object, t.subject);
      }
      break;
    }
    case Path::Kind::ZeroOrOne:
    case Path::Kind::ZeroOrMore:
    case Path::Kind::OneOrMore: {
      std::set<kg::TermId> starts = nodes_;
      if (from) starts = {*from};
      if (!from && to) starts.insert(*to);
      for (const kg::TermId start : starts) {
        std::set<kg::TermId> ends;
        if (path.kind == Path::Kind::ZeroOrOne) {
          for (const auto& [a, b] : pairs(path.parts.front(), start, std::nullopt)) ends.insert(b);
          ends.insert(start);
        } else {
          ends = reach(path.parts.front(), start, path.kind == Path::Kind::OneOrMore);
        }
        for (const kg::TermId end : ends) add(start, end);
      }
      break;
    }
  }
  return result;
}

std::set<kg::TermId> QueryOracle::reach(const Path& path, kg::TermId from, bool at_least_one) {
  std::set<kg::TermId> reached;
  std::vector<kg::TermId> open;
  const auto arrive = [&](kg::TermId term) {
    if (reached.insert(term).second) open.push_back(term);
  };
  const auto leave = [&](kg::TermId term) {
    for (const auto& [a, b] : pairs(path, term, std::nullopt)) arrive(b);
  };
  if (at_least_one) {
    leave(from);
  } else {
    arrive(from);
  }
  while (!open.empty()) {
    const kg::TermId term = open.back();
    open.pop_back();
    leave(term);
  }
  return reached;
}

std::optional<kg::TermId> QueryOracle::value(const parser::Expression& expression,
                                             const Solution& solution) {
  match::Variables variables;
  parser::Diagnostics diagnostics;
  std::vector<const parser::GroupPattern*> groups;
  const auto compiled = match::compile(expression, variables, interner_, {}, diagnostics,
                                       [&](const parser::GroupPattern& one) {
                                         groups.push_back(&one);
                                         return static_cast<std::uint32_t>(groups.size() - 1);
                                       });
  if (!compiled) return std::nullopt;
  match::Bindings bindings(variables.size());
  for (match::VariableIndex i = 0; i < variables.size(); ++i) {
    const auto found = solution.find(variables.name(i));
    if (found != solution.end()) bindings[i] = found->second;
  }
  match::Evaluator evaluator(interner_);
  evaluator.set_exists([&](std::uint32_t number, std::span<const kg::TermId>) {
    return !group(*groups[number], solution).empty();
  });
  return evaluator.evaluate(*compiled, bindings);
}

bool QueryOracle::holds(const parser::Expression& condition, const Solution& solution) {
  const auto found = value(condition, solution);
  if (!found) return false;
  return rdf::effective_boolean_value(rdf::value_of(interner_.term(*found))).value_or(false);
}

std::optional<QueryOracle::Solution> QueryOracle::merged(const Solution& left,
                                                         const Solution& right) {
  Solution result = left;
  for (const auto& [variable, term] : right) {
    if (result.emplace(variable, term).first->second != term) return std::nullopt;
  }
  return result;
}

QueryOracle::Solutions QueryOracle::joined(const Solutions& left, const Solutions& right) {
  Solutions result;
  for (const Solution& one : left) {
    for (const Solution& other : right) {
      if (auto both = merged(one, other)) result.push_back(std::move(*both));
    }
  }
  return result;
}
