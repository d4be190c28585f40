#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "kg/rdf/term.h"
#include "kg/term_id.h"
#include "rules/match/pattern.h"

namespace match {

namespace {

/// Kinds of term, as a set.
using Kinds = std::uint8_t;

constexpr Kinds kinds_of(rdf::TermKind kind) {
  return static_cast<Kinds>(1U << static_cast<unsigned>(kind));
}

Kinds kinds_of(kg::TermId term) {
  if (kg::is_iri(term)) return kinds_of(rdf::TermKind::Iri);
  if (kg::is_blank_node(term)) return kinds_of(rdf::TermKind::BlankNode);
  return kinds_of(kg::is_literal(term) ? rdf::TermKind::Literal : rdf::TermKind::TripleTerm);
}

constexpr Kinds kOfPredicate = kinds_of(rdf::TermKind::Iri);
constexpr Kinds kOfSubject = kOfPredicate | kinds_of(rdf::TermKind::BlankNode);
constexpr Kinds kOfObject =
    kOfSubject | kinds_of(rdf::TermKind::Literal) | kinds_of(rdf::TermKind::TripleTerm);
constexpr std::array<Kinds, 3> kOfPosition = {kOfSubject, kOfPredicate, kOfObject};

/// First-order unification of a pattern and a template that share no variable. A node is what is
/// known of a term: the kinds it may have and, once it is known, the constant, the fresh blank node
/// or the triple term that it is. That no term holds itself needs no check: only objects are triple
/// terms, so a variable would have to be the object at two depths of the same chain of objects.
class Unifier {
 public:
  explicit Unifier(const kg::Dictionary& dictionary) : dictionary_(dictionary) {}

  using Index = std::size_t;

  /// The node of a slot. `variables` remembers those of its variables.
  Index add(const Slot& slot, const std::vector<bool>& blank, std::vector<Index>& variables) {
    switch (slot.kind) {
      case Slot::Kind::Constant:
        return add_constant(slot.constant);
      case Slot::Kind::Variable:
        return add_variable(slot.variable, blank, variables);
      case Slot::Kind::TripleTerm:
        break;
    }
    Node node;
    node.what = What::TripleTerm;
    node.kinds = kinds_of(rdf::TermKind::TripleTerm);
    for (std::size_t i = 0; i < 3; ++i) {
      node.components[i] = add(slot.components[i], blank, variables);
    }
    nodes_.push_back(node);
    for (std::size_t i = 0; i < 3; ++i) restrict(node.components[i], kOfPosition[i]);
    return nodes_.size() - 1;
  }

  /// The term stands in this position of a triple.
  void restrict(Index index, Kinds kinds) {
    Node& node = nodes_[find(index)];
    node.kinds &= kinds;
    possible_ = possible_ && node.kinds != 0;
  }

  void equate(Index left, Index right) {
    left = find(left);
    right = find(right);
    if (left == right || !possible_) return;
    if (nodes_[left].what == What::Unknown) std::swap(left, right);
    // `right` is to become the same as `left`, which knows at least as much.
    const Node gone = nodes_[right];
    nodes_[right].same_as = left;
    restrict(left, gone.kinds);
    if (gone.what == What::Unknown || !possible_) return;
    equate_known(left, gone);
  }

  bool solvable() const { return possible_; }

 private:
  enum class What : std::uint8_t { Unknown, Constant, FreshBlankNode, TripleTerm };

  struct Node {
    What what = What::Unknown;
    Kinds kinds = kOfObject;
    kg::TermId constant = kg::TermId::None;
    std::array<Index, 3> components{};
    Index same_as = kItself;
  };
  static constexpr Index kItself = static_cast<Index>(-1);
  static constexpr Index kNone = static_cast<Index>(-1);

  Index add_constant(kg::TermId constant) {
    Node node;
    node.what = What::Constant;
    node.kinds = kinds_of(constant);
    node.constant = constant;
    nodes_.push_back(node);
    return nodes_.size() - 1;
  }

  Index add_variable(VariableIndex variable, const std::vector<bool>& blank,
                     std::vector<Index>& variables) {
    if (variables.size() <= variable) variables.resize(variable + 1, kNone);
    if (variables[variable] == kNone) {
      Node node;
      if (variable < blank.size() && blank[variable]) {
        node.what = What::FreshBlankNode;
        node.kinds = kinds_of(rdf::TermKind::BlankNode);
      }
      variables[variable] = nodes_.size();
      nodes_.push_back(node);
    }
    return variables[variable];
  }

  Index find(Index index) const {
    while (nodes_[index].same_as != kItself) index = nodes_[index].same_as;
    return index;
  }

  void equate_known(Index left, const Node& right) {
    const Node known = nodes_[left];
    if (known.what == What::TripleTerm && right.what == What::TripleTerm) {
      equate_components(known.components, right.components);
    } else if (known.what == What::TripleTerm && right.what == What::Constant) {
      take_apart(known.components, right.constant);
    } else if (known.what == What::Constant && right.what == What::TripleTerm) {
      take_apart(right.components, known.constant);
    } else {
      // Two fresh blank nodes are two, and neither is a constant.
      possible_ = known.what == What::Constant && right.what == What::Constant &&
                  known.constant == right.constant;
    }
  }

  void equate_components(const std::array<Index, 3>& left, const std::array<Index, 3>& right) {
    for (std::size_t i = 0; i < 3; ++i) equate(left[i], right[i]);
  }

  void take_apart(const std::array<Index, 3>& term, kg::TermId constant) {
    const auto parts = components(constant, dictionary_);
    if (!parts) {
      possible_ = false;
      return;
    }
    const Index subject = add_constant(parts->subject);
    const Index predicate = add_constant(parts->predicate);
    const Index object = add_constant(parts->object);
    equate_components(term, {subject, predicate, object});
  }

  const kg::Dictionary& dictionary_;
  std::vector<Node> nodes_;
  bool possible_ = true;
};

/// What most pairs of patterns differ in.
bool constants_differ(const Slot& left, const Slot& right) {
  return left.kind == Slot::Kind::Constant && right.kind == Slot::Kind::Constant &&
         left.constant != right.constant;
}

using Positions = std::array<std::pair<const Slot*, const Slot*>, 3>;

/// Whether a slot is a constant, or a variable that occurs in its triple once.
bool is_plain(const Slot& slot, const Slot& second, const Slot& third) {
  if (slot.kind == Slot::Kind::Constant) return true;
  const auto repeats = [&](const Slot& other) {
    return other.kind == Slot::Kind::Variable && other.variable == slot.variable;
  };
  return slot.kind == Slot::Kind::Variable && !repeats(second) && !repeats(third);
}

bool is_plain(const TriplePattern& triple) {
  return is_plain(triple.subject, triple.predicate, triple.object) &&
         is_plain(triple.predicate, triple.subject, triple.object) &&
         is_plain(triple.object, triple.subject, triple.predicate);
}

/// The answer for plain triples without new blank nodes whose constants do not differ: each
/// position stands for itself.
bool plain_may_match(const Positions& positions) {
  for (std::size_t i = 0; i < positions.size(); ++i) {
    for (const Slot* slot : {positions[i].first, positions[i].second}) {
      if (slot->kind == Slot::Kind::Constant && (kinds_of(slot->constant) & kOfPosition[i]) == 0) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

bool may_match(const TriplePattern& pattern, const TriplePattern& head_template,
               const std::vector<bool>& template_blank_variables,
               const kg::Dictionary& dictionary) {
  if (constants_differ(pattern.predicate, head_template.predicate) ||
      constants_differ(pattern.object, head_template.object) ||
      constants_differ(pattern.subject, head_template.subject)) {
    return false;
  }
  const Positions positions = {{{&pattern.subject, &head_template.subject},
                                {&pattern.predicate, &head_template.predicate},
                                {&pattern.object, &head_template.object}}};
  const bool new_blank_nodes =
      std::find(template_blank_variables.begin(), template_blank_variables.end(), true) !=
      template_blank_variables.end();
  if (!new_blank_nodes && is_plain(pattern) && is_plain(head_template)) {
    return plain_may_match(positions);
  }
  Unifier unifier(dictionary);
  std::vector<Unifier::Index> left;
  std::vector<Unifier::Index> right;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto wanted = unifier.add(*positions[i].first, {}, left);
    const auto made = unifier.add(*positions[i].second, template_blank_variables, right);
    unifier.restrict(made, kOfPosition[i]);
    unifier.equate(made, wanted);
  }
  return unifier.solvable();
}

}  // namespace match
