#include "parser/turtle.h"

#include "parser/recover.h"
#include "parser/statement_builder.h"
#include "parser/terminals.h"
#include "parser/turtle_mistakes.h"

namespace parser {
namespace {

using namespace terminals;
using Failure = x3::expectation_failure<const char*>;
using Use = StatementBuilder::Use;

template <typename Context>
StatementBuilder& builder(const Context& context) {
  return x3::get<StatementBuilder>(context);
}

/// A semantic action that calls a member of the builder.
template <auto Member, auto... Arguments>
constexpr auto call = [](auto& context) { (builder(context).*Member)(Arguments...); };

constexpr auto value = [](auto& context) {
  builder(context).set_value(std::move(x3::_attr(context)));
};
constexpr auto reifier_name = [](auto& context) {
  builder(context).name_reifier(std::move(x3::_attr(context)));
};
constexpr auto item_begins = [](auto& context) {
  const Scope& scope = x3::get<Scope>(context);
  const char* const at = skip_blanks(x3::_where(context).begin(), scope.end());
  builder(context).begin_item(scope.offset(at));
};
constexpr auto new_base = [](auto& context) {
  x3::get<Scope>(context).set_base(std::move(x3::_attr(context).lexical));
};
constexpr auto new_prefix = [](auto& context) {
  x3::get<Scope>(context).name_prefix(std::move(x3::_attr(context)));
};
constexpr auto new_prefix_iri = [](auto& context) {
  x3::get<Scope>(context).declare_named_prefix(std::move(x3::_attr(context).lexical));
};

using B = StatementBuilder;

// The names are what an error says was expected.
const x3::rule<struct DirectiveTag> directive = "a directive";
const x3::rule<struct StatementTag> turtle_statement = "a subject";
const x3::rule<struct TrigStatementTag> trig_statement = "a subject";
const x3::rule<struct GraphStatementTag> graph_statement = "a subject, or '}'";
const x3::rule<struct GraphEndTag> graph_statement_end = "'.'";
const x3::rule<struct BlockTag> block_or_predicates = "a predicate, or '{'";
const x3::rule<struct SubjectTag> subject = "a subject";
const x3::rule<struct NodeSubjectTag> node_subject = "a subject";
const x3::rule<struct PredicatesTag> predicate_object_list = "a predicate";
const x3::rule<struct VerbTag> verb = "a predicate";
const x3::rule<struct ObjectTag> object = "an object";
const x3::rule<struct ObjectNodeTag> object_node = "an object";
const x3::rule<struct ObjectsTag> objects = "an object";
const x3::rule<struct ItemTag> item = "an object or ')'";
const x3::rule<struct AnnotationTag> annotations = "an annotation";
const x3::rule<struct TripleTermTag> triple_term = "a triple term";
const x3::rule<struct TermSubjectTag> triple_term_subject = "an IRI or a blank node";
const x3::rule<struct TermObjectTag> triple_term_object =
    "an IRI, a blank node, a literal or a triple term";
const x3::rule<struct ReifiedTag> reified_triple = "a reified triple";
const x3::rule<struct ReifiedSubjectTag> reified_subject =
    "an IRI, a blank node or a reified triple";
const x3::rule<struct ReifiedObjectTag> reified_object =
    "an IRI, a blank node, a literal, a triple term or a reified triple";

// clang-format off

const auto directive_def =
      (exact_keyword("@prefix")  > prefix_name[new_prefix] > iriref[new_prefix_iri] > symbol("."))
    | (exact_keyword("@base")    > iriref[new_base] > symbol("."))
    | (exact_keyword("@version") > short_string > symbol("."))
    | (keyword("PREFIX")         > prefix_name[new_prefix] > iriref[new_prefix_iri])
    | (keyword("BASE")           > iriref[new_base])
    | (keyword("VERSION")        > short_string);

const auto verb_def =
      exact_keyword("a")[call<&B::predicate_is_type>]
    | iri[value][call<&B::value_is_predicate>];

const auto triple_term_subject_def = resource[value];
const auto triple_term_object_def = term[value] | triple_term;

const auto triple_term_def = nested[
      symbol("<<(")[call<&B::open_triple_term>]
    > triple_term_subject[call<&B::value_is_subject>]
    > verb
    > triple_term_object
    > symbol(")>>")[call<&B::close_triple_term>]];

const auto reified_subject_def = resource[value] | reified_triple;
const auto reified_object_def = term[value] | triple_term | reified_triple;

const auto reified_triple_def = nested[
      symbol("<<", '(')[call<&B::open_reified_triple>]
    > reified_subject[call<&B::value_is_subject>]
    > verb
    > reified_object[call<&B::begin_reifier>]
    > -(symbol("~") >> -resource[reifier_name])
    > symbol(">>")[call<&B::close_reified_triple>]];

template <Use use>
const auto property_list = nested[
      symbol("[")[call<&B::open_property_list, use>]
    > predicate_object_list
    > symbol("]")[call<&B::close_property_list>]];

template <Use use>
const auto collection = nested[
      symbol("(")[call<&B::open_collection, use>]
    > +(!x3::lit(')') >> x3::eps[item_begins] > item)
    > symbol(")")[call<&B::close_collection>]];

const auto annotations_def = *(
      symbol("~")[call<&B::begin_reifier>] >> (-resource[reifier_name])[call<&B::state_reifier>]
    | nested[symbol("{|")[call<&B::open_annotation>]
             > predicate_object_list
             > symbol("|}")[call<&B::close_annotation>]]);

const auto object_node_def =
      term[value][call<&B::value_is_object>]
    | nil[value][call<&B::value_is_object>]
    | property_list<Use::Object>
    | collection<Use::Object>
    | triple_term[call<&B::value_is_object>]
    | reified_triple[call<&B::value_is_object>];

const auto item_def = x3::eps >> object_node;

const auto object_def = object_node >> annotations;

const auto predicate_object_list_def =
    verb > objects > *(symbol(";") >> -(verb > objects));
const auto objects_def = object >> *(symbol(",") > object);

const auto subject_def =
      resource[value][call<&B::value_is_subject>]
    | nil[value][call<&B::value_is_subject>]
    | collection<Use::Subject>[call<&B::value_is_subject>];

/// What may stand alone.
const auto node_subject_def =
      property_list<Use::Subject>[call<&B::value_is_subject>]
    | reified_triple[call<&B::value_is_subject>];

const auto turtle_statement_def =
      directive
    | (subject > predicate_object_list > symbol("."))
    | (node_subject > -predicate_object_list > symbol("."));

const auto block_or_predicates_def =
      symbol("{", '|')[call<&B::open_graph>]
    | (x3::eps[call<&B::value_is_subject>] >> predicate_object_list > symbol("."));

const auto trig_statement_def =
      directive
    | (keyword("GRAPH") > resource[value] > symbol("{", '|')[call<&B::open_graph>])
    | symbol("{", '|')[call<&B::open_default_graph>]
    | (resource[value] > block_or_predicates)
    | (subject > predicate_object_list > symbol("."))
    | (node_subject > -predicate_object_list > symbol("."));

const auto graph_statement_end_def = symbol(".") | &x3::lit('}');

const auto graph_statement_def =
      symbol("}")[call<&B::close_graph>]
    | (subject > predicate_object_list > graph_statement_end)
    | (node_subject > -predicate_object_list > graph_statement_end);

// clang-format on

BOOST_SPIRIT_DEFINE(directive, turtle_statement, trig_statement, graph_statement,
                    graph_statement_end, block_or_predicates, subject, node_subject,
                    predicate_object_list, verb, objects, object, object_node, item, annotations,
                    triple_term, triple_term_subject, triple_term_object, reified_triple,
                    reified_subject, reified_object)

/// Reads a statement of one kind at `at`. Throws Failure.
template <typename Rule>
void read_statement(const Rule& rule, const char*& at, Scope& scope, StatementBuilder& builder) {
  const char* const begin = at;
  const auto grammar = x3::with<Scope>(scope)[x3::with<StatementBuilder>(builder)[rule]];
  if (!x3::phrase_parse(at, scope.end(), grammar, blanks)) throw Failure(begin, rule.name);
}

}  // namespace

void parse_turtle(Scope& scope, RdfFormat format, const StatementSink& sink) {
  StatementBuilder builder(scope, sink);
  const char* at = skip_blanks(scope.begin(), scope.end());
  while (at != scope.end()) {
    const char* const statement = at;
    builder.begin_statement();
    scope.depth = 0;
    try {
      if (builder.in_graph()) {
        read_statement(graph_statement, at, scope, builder);
      } else if (format == RdfFormat::TriG) {
        read_statement(trig_statement, at, scope, builder);
      } else {
        read_statement(turtle_statement, at, scope, builder);
      }
    } catch (const Failure& failure) {
      const char* const mistake = skip_blanks(failure.where(), scope.end());
      const bool goes_on = report_turtle_mistake(
          scope, {statement, mistake, failure.which(), format == RdfFormat::TriG,
                  builder.in_graph(), builder.open_bracket()});
      at = goes_on ? mistake : next_statement(scope.begin(), statement, mistake, scope.end());
      at = skip_blanks(at, scope.end());
    }
  }
  if (builder.in_graph()) report_open_graph(scope, builder.graph_begin());
}

}  // namespace parser
