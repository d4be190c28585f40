#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parser/parse.h"
#include "parser/scope.h"

namespace parser {

/// Makes statements of what the Turtle grammar reads, as it reads: nothing but the open brackets is
/// held. The grammar sets a value for every term, and says what the value is. Places come from the
/// scope's last token.
class StatementBuilder {
 public:
  StatementBuilder(Scope& scope, const StatementSink& sink) : scope_(scope), sink_(sink) {}

  /// Forgets the brackets that a mistake left open.
  void begin_statement();

  void set_value(rdf::Term term);
  void value_is_subject() { subject_ = std::move(value_); }
  void value_is_predicate() { predicate_ = std::move(value_); }
  void predicate_is_type();
  /// Emits a statement. Its object remains the value.
  void value_is_object();

  enum class Use : bool { Subject, Object };
  /// `[`, where more than `]` follows. As an object it is stated at once, so that statements come
  /// in the order of the text.
  void open_property_list(Use use);
  void close_property_list();

  /// `(`; as for property lists.
  void open_collection(Use use);
  /// Before each item; `offset` is where it begins.
  void begin_item(std::uint32_t offset);
  void close_collection();

  /// `<<(`; its end makes the value.
  void open_triple_term();
  void close_triple_term();

  /// `<<`; its end states the reifier, which becomes the value.
  void open_reified_triple();
  void close_reified_triple();

  /// `~`; its end states the reifier, made up if it was not named, of the statement emitted last.
  void begin_reifier() { reifier_.reset(); }
  void name_reifier(rdf::Term reifier) { reifier_ = std::move(reifier); }
  void state_reifier();
  /// `{|`, about the reifier before it or a new one.
  void open_annotation();
  void close_annotation();

  /// TriG: `{` after a label, which is the value, or alone; and its end.
  void open_graph();
  void open_default_graph();
  void close_graph();
  bool in_graph() const { return in_graph_; }
  /// Where its `{` stands.
  std::uint32_t graph_begin() const { return graph_begin_; }

  /// Where the innermost open bracket stands.
  std::optional<std::uint32_t> open_bracket() const;

 private:
  /// What a bracket interrupts.
  struct Frame {
    rdf::Term subject;
    rdf::Term predicate;
    rdf::Term node;  ///< what the bracket stands for; for an annotation, what it annotates
    std::uint32_t place = 0;
    bool empty = true;  ///< a collection without items yet
  };

  void open_node(Use use);
  void push(rdf::Term node);
  /// Goes on with what was interrupted; the bracket's node becomes the value.
  void pop();
  void emit(const rdf::Term& subject, std::string_view predicate, const rdf::Term& object);
  void emit(const rdf::Term& subject, const rdf::Term& predicate, const rdf::Term& object);
  std::uint32_t line_of(std::uint32_t offset);

  Scope& scope_;
  const StatementSink& sink_;
  RdfStatement statement_;
  rdf::Term value_;
  std::uint32_t place_ = 0;  ///< where the value begins
  rdf::Term subject_;
  rdf::Term predicate_;
  std::optional<rdf::Term> reifier_;
  std::vector<Frame> frames_;
  std::optional<rdf::Term> graph_;
  bool in_graph_ = false;
  std::uint32_t graph_begin_ = 0;
  std::uint32_t counted_to_ = 0;
  std::uint32_t line_ = 1;
};

}  // namespace parser
