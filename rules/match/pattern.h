#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "kg/triple.h"
#include "parser/syntax.h"
#include "rules/match/expression.h"

/// What rules and questions match with: patterns whose constants are ids of a dictionary and whose
/// variables are numbers.
namespace match {

/// The value of each variable, by number; `None` where there is none yet.
using Bindings = std::vector<kg::TermId>;

/// A position of a pattern.
struct Slot {
  enum class Kind : std::uint8_t { Constant, Variable, TripleTerm };
  Kind kind = Kind::Constant;
  kg::TermId constant = kg::TermId::None;
  VariableIndex variable = 0;
  /// Subject, predicate and object when `kind` is TripleTerm: a triple term that holds a variable.
  /// One without variables is a Constant.
  std::vector<Slot> components;

  static Slot of(kg::TermId constant) { return {Kind::Constant, constant, 0, {}}; }
  static Slot of_variable(VariableIndex index) { return {Kind::Variable, {}, index, {}}; }
};

struct TriplePattern {
  Slot subject;
  Slot predicate;
  Slot object;
  parser::Span span;
};

struct Filter {
  Expression condition;
  parser::Span span;
};

/// `NOT { … }`: holds if its body has no solution. Variables that occur only inside are numbered
/// after all others of the rule and are unbound again outside.
struct Negation {
  bool data = false;  ///< `NOT DATA`: against the base graph
  std::vector<std::variant<TriplePattern, Filter>> body;
  parser::Span span;
};

/// `SET ( ?v := expression )`.
struct Assignment {
  VariableIndex variable = 0;
  Expression value;
  parser::Span span;
};

/// `SET ( ?v := COUNT(DISTINCT ?x) { … } )`: what an aggregate comes to over the solutions of its
/// body under the values that the variables before it have. A solution gives each local variable a
/// value; two of them differ in one at least.
struct Aggregate {
  VariableIndex variable = 0;
  parser::AggregateFunction function = parser::AggregateFunction::Count;
  bool distinct = false;
  std::optional<Expression> argument;  ///< nothing for `*`
  std::string separator;               ///< of GROUP_CONCAT
  bool data = false;                   ///< over the base graph
  std::vector<std::variant<TriplePattern, Filter, Negation>> body;
  /// Variables that only the patterns of the body give a value: numbered after all others of the
  /// rule and unbound again outside. Those that the user wrote come first.
  std::vector<VariableIndex> locals;
  std::size_t written = 0;  ///< how many of them the user wrote
  parser::Span span;
};

using Element = std::variant<TriplePattern, Filter, Negation, Assignment, Aggregate>;

/// The names of the variables of a rule or question by number. Blank nodes of a pattern and the
/// joints of paths are variables too; their names start with a space, so that no user's variable is
/// like them.
class Variables {
 public:
  VariableIndex index(const std::string& name);
  std::optional<VariableIndex> find(const std::string& name) const;
  VariableIndex fresh();
  const std::string& name(VariableIndex index) const { return names_[index]; }
  /// Whether the user wrote it.
  bool named(VariableIndex index) const { return names_[index].front() != ' '; }
  std::size_t size() const { return names_.size(); }

 private:
  std::vector<std::string> names_;
  /// Where they stand, if they are many.
  std::unordered_map<std::string, VariableIndex> places_;
};

/// Whose blank nodes a compiled text holds. `_:b` in the body of a rule is a variable, in its head
/// a new blank node each time: they are not the same, and become different variables.
enum class BlankNodes : std::uint8_t { OfBody, OfHead };

/// Compiles a syntax node. Blank nodes become variables.
Slot compile(const parser::Node& node, Variables& variables, kg::Interner& interner,
             BlankNodes blank_nodes = BlankNodes::OfBody);

/// Compiles a triple pattern; one with a path of `/` and `^` becomes several. Any other kind of
/// path must not occur.
std::vector<TriplePattern> compile(const parser::TriplePattern& pattern, Variables& variables,
                                   kg::Interner& interner,
                                   BlankNodes blank_nodes = BlankNodes::OfBody);

/// All variables that occur in a slot or pattern, in order, possibly repeated.
void collect_variables(const Slot& slot, std::vector<VariableIndex>& into);
void collect_variables(const TriplePattern& pattern, std::vector<VariableIndex>& into);
/// Those inside of a NOT, or of an aggregate with its argument: the variable it sets is not one.
void collect_variables(const Negation& negation, std::vector<VariableIndex>& into);
void collect_variables(const Aggregate& aggregate, std::vector<VariableIndex>& into);

/// Subject, predicate and object of a triple term; nothing of another term.
std::optional<kg::Triple> components(kg::TermId term, const kg::Dictionary& dictionary);

/// Matches a term against a slot, binding what is unbound in `bindings`. On a mismatch `bindings`
/// may hold part of the match: the caller restores it. Triple terms are taken apart with the
/// dictionary.
bool unify(const Slot& slot, kg::TermId term, const kg::Dictionary& dictionary, Bindings& bindings);
bool unify(const TriplePattern& pattern, const kg::Triple& triple, const kg::Dictionary& dictionary,
           Bindings& bindings);

/// The term that a slot stands for under complete bindings; builds triple terms. `None` if the
/// result is not a legal triple term or a variable is unbound.
kg::TermId substitute(const Slot& slot, const Bindings& bindings, kg::Interner& interner);
/// The triple that a pattern stands for under complete bindings; nothing if it is not a legal RDF
/// triple.
std::optional<kg::Triple> substitute(const TriplePattern& pattern, const Bindings& bindings,
                                     kg::Interner& interner);

/// The term that a slot stands for if its variables are bound and the dictionary has it, else
/// `None`.
kg::TermId lookup(const Slot& slot, const Bindings& bindings, const kg::Dictionary& dictionary);

/// Whether some triple that the template generates matches the pattern (SPARQL-RL, section "Rule
/// Dependency"): constants equal, repeated variables consistent, triple terms inside included, and
/// the triple legal RDF. The two have variables of their own. A blank node of the template equals
/// no constant and no other blank node of it; that a variable of the template may stand for it is
/// allowed for, as the text of the specification has it.
bool may_match(const TriplePattern& pattern, const TriplePattern& head_template,
               const std::vector<bool>& template_blank_variables, const kg::Dictionary& dictionary);

}  // namespace match
