#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "parser/scope.h"
#include "parser/syntax.h"

namespace parser::sparql {

/// What triples are read for: each place allows less than a pattern does.
enum class TripleMode : std::uint8_t {
  Data,      ///< of a DATA block: no variables, no paths
  Template,  ///< of a rule head or CONSTRUCT: no paths
  Pattern
};

/// Writes out the sugar of triples as it is read, in the order of the text: the node of a bracket
/// or list first stands where it stands, then what is said of it follows.
///
///     ?s :p [ :q 1 ] , (2)   →   ?s :p _:a . _:a :q 1 . ?s :p _:b . _:b rdf:first 2 . _:b rdf:rest
///     ()
class TripleBuilder {
 public:
  explicit TripleBuilder(Scope& scope) : scope_(scope) {}

  TripleMode mode = TripleMode::Pattern;
  /// The triples read so far; whoever reads a block takes them.
  std::vector<TriplePattern> take();
  /// The same, in exchange for the room of `into`.
  void take_into(std::vector<TriplePattern>& into) {
    into.clear();
    into.swap(triples_);
  }
  template <typename Add>
  void take_each(const Add& add) {
    for (TriplePattern& triple : triples_) add(std::move(triple));
    triples_.clear();
  }
  void clear();

  void begin_subject();
  void end_subject() { frames_.pop_back(); }

  /// The node at the place that is now to be filled: a subject, an object, an item of a list.
  void place(Node&& node);
  void verb(Node&& predicate);
  void verb(Path&& path);

  void open_blank(Span bracket);
  void open_list(Span bracket);
  /// Ends `[ … ]`, `( … )` or `{| … |}`.
  void close();

  /// `~ reifier` after an object; nothing for a made-up one.
  void reifier(std::optional<Node> node, Span span);
  void open_annotation(Span span);

  /// `<< subject predicate object ~ reifier >>` as a node; the triple that says what it reifies
  /// comes after the one that the node is placed in.
  Node reified(Node subject, Node predicate, Node object, std::optional<Node> node, Span span);

  Node fresh_node(Span span);

 private:
  struct Frame {
    enum class Place : std::uint8_t { Subject, Object, Item };
    Place place = Place::Subject;
    bool is_annotation = false;
    bool first_item = true;
    Node subject;  ///< for an item the cell of the list
    Node predicate;
    std::optional<Path> path;
    /// The triple made last, by its number: a reifier stands for it.
    std::size_t triple = 0;
    std::optional<Node> reifier;
    /// Where the text of the next triple begins.
    std::uint32_t begin = 0;
  };

  void emit(Node subject, Node predicate, Node object, Span span);
  void place_object(Frame& frame, Node&& node);
  void place_item(Frame& frame, Node&& node);
  void flush_reified();
  Node term(std::string_view iri, Span span) const;

  Scope& scope_;
  std::vector<Frame> frames_;
  std::vector<TriplePattern> triples_;
  std::vector<TriplePattern> reified_;
};

}  // namespace parser::sparql
