#include "parser/sparql_triple_builder.h"

#include <iterator>
#include <string>
#include <utility>

#include "kg/rdf/vocabulary.h"

namespace parser::sparql {

std::vector<TriplePattern> TripleBuilder::take() {
  // Of the right size, while the place of the many stays.
  std::vector<TriplePattern> taken(std::make_move_iterator(triples_.begin()),
                                   std::make_move_iterator(triples_.end()));
  triples_.clear();
  return taken;
}

void TripleBuilder::clear() {
  frames_.clear();
  triples_.clear();
  reified_.clear();
}

Node TripleBuilder::term(std::string_view iri, Span span) const {
  Node node;
  node.term = rdf::Term::iri(std::string(iri));
  node.span = span;
  return node;
}

Node TripleBuilder::fresh_node(Span span) {
  Node node;
  node.term = scope_.fresh_blank_node();
  node.span = span;
  return node;
}

void TripleBuilder::emit(Node subject, Node predicate, Node object, Span span) {
  TriplePattern triple;
  triple.subject = std::move(subject);
  triple.predicate = std::move(predicate);
  triple.object = std::move(object);
  triple.span = span;
  triples_.push_back(std::move(triple));
}

void TripleBuilder::begin_subject() { frames_.emplace_back(); }

void TripleBuilder::place(Node&& node) {
  Frame& frame = frames_.back();
  switch (frame.place) {
    case Frame::Place::Subject:
      frame.begin = node.span.begin;
      frame.subject = std::move(node);
      frame.place = Frame::Place::Object;
      break;
    case Frame::Place::Object:
      place_object(frame, std::move(node));
      break;
    case Frame::Place::Item:
      place_item(frame, std::move(node));
      break;
  }
  flush_reified();
}

void TripleBuilder::place_object(Frame& frame, Node&& node) {
  const std::uint32_t begin = frame.begin == 0 ? node.span.begin : frame.begin;
  // In place: this is where rule files of many megabytes spend their time.
  frame.triple = triples_.size();
  TriplePattern& triple = triples_.emplace_back();
  triple.subject = frame.subject;
  triple.predicate = frame.predicate;
  triple.path = frame.path;
  triple.span = {begin, node.span.end};
  triple.object = std::move(node);
  frame.reifier.reset();
  frame.begin = 0;
}

void TripleBuilder::place_item(Frame& frame, Node&& node) {
  const Span span = node.span;
  if (!frame.first_item) {
    Node next = fresh_node(span);
    emit(frame.subject, term(rdf::vocabulary::kRest, span), next, span);
    frame.subject = std::move(next);
  }
  frame.first_item = false;
  emit(frame.subject, term(rdf::vocabulary::kFirst, span), std::move(node), span);
}

void TripleBuilder::verb(Node&& predicate) {
  Frame& frame = frames_.back();
  if (frame.begin == 0) frame.begin = predicate.span.begin;
  frame.predicate = std::move(predicate);
  frame.path.reset();
}

void TripleBuilder::verb(Path&& path) {
  Frame& frame = frames_.back();
  if (frame.begin == 0) frame.begin = path.span.begin;
  frame.predicate = Node();
  frame.predicate.span = path.span;
  frame.path = std::move(path);
}

void TripleBuilder::open_blank(Span bracket) {
  Node node = fresh_node(bracket);
  place(Node(node));
  Frame frame;
  frame.place = Frame::Place::Object;
  frame.subject = std::move(node);
  frames_.push_back(std::move(frame));
}

void TripleBuilder::open_list(Span bracket) {
  Node cell = fresh_node(bracket);
  place(Node(cell));
  Frame frame;
  frame.place = Frame::Place::Item;
  frame.subject = std::move(cell);
  frames_.push_back(std::move(frame));
}

void TripleBuilder::close() {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.place == Frame::Place::Item) {
    const Span span = scope_.token;
    emit(std::move(frame.subject), term(rdf::vocabulary::kRest, span),
         term(rdf::vocabulary::kNil, span), span);
  }
  if (frame.is_annotation) frames_.back().reifier.reset();
}

void TripleBuilder::reifier(std::optional<Node> node, Span span) {
  Frame& frame = frames_.back();
  if (frame.path) {
    scope_.diagnostics().error("annotated-path", scope_.source(), span,
                               "a path cannot be annotated: it stands for no single triple",
                               "annotate a triple whose predicate is an IRI or a variable");
  }
  if (!node) node = fresh_node(span);
  Node triple;
  triple.kind = Node::Kind::TripleTerm;
  triple.components = {frame.subject, frame.predicate, triples_[frame.triple].object};
  triple.span = span;
  emit(*node, term(rdf::vocabulary::kReifies, span), std::move(triple), span);
  frame.reifier = std::move(node);
}

void TripleBuilder::open_annotation(Span span) {
  if (!frames_.back().reifier) reifier(std::nullopt, span);
  Frame frame;
  frame.place = Frame::Place::Object;
  frame.is_annotation = true;
  frame.subject = *frames_.back().reifier;
  frames_.push_back(std::move(frame));
}

Node TripleBuilder::reified(Node subject, Node predicate, Node object, std::optional<Node> node,
                            Span span) {
  if (!node) node = fresh_node(span);
  node->span = span;
  TriplePattern triple;
  triple.subject = *node;
  triple.predicate = term(rdf::vocabulary::kReifies, span);
  triple.object.kind = Node::Kind::TripleTerm;
  triple.object.components.push_back(std::move(subject));
  triple.object.components.push_back(std::move(predicate));
  triple.object.components.push_back(std::move(object));
  triple.object.span = span;
  triple.span = span;
  reified_.push_back(std::move(triple));
  return std::move(*node);
}

void TripleBuilder::flush_reified() {
  for (TriplePattern& triple : reified_) triples_.push_back(std::move(triple));
  reified_.clear();
}

}  // namespace parser::sparql
