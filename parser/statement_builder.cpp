#include "parser/statement_builder.h"

#include <algorithm>
#include <string>
#include <utility>

#include "kg/rdf/vocabulary.h"

namespace parser {

void StatementBuilder::begin_statement() {
  frames_.clear();
  reifier_.reset();
}

void StatementBuilder::set_value(rdf::Term term) {
  value_ = std::move(term);
  place_ = scope_.token.begin;
}

void StatementBuilder::predicate_is_type() {
  predicate_ = rdf::Term::iri(std::string(rdf::vocabulary::kType));
}

void StatementBuilder::value_is_object() {
  emit(subject_, predicate_, value_);
  reifier_.reset();
}

void StatementBuilder::open_node(Use use) {
  set_value(scope_.fresh_blank_node());
  if (use == Use::Object) emit(subject_, predicate_, value_);
  push(value_);
  subject_ = std::move(value_);
}

void StatementBuilder::open_property_list(Use use) { open_node(use); }

void StatementBuilder::close_property_list() {
  pop();
  reifier_.reset();
}

void StatementBuilder::open_collection(Use use) { open_node(use); }

void StatementBuilder::begin_item(std::uint32_t offset) {
  if (!std::exchange(frames_.back().empty, false)) {
    place_ = offset;
    rdf::Term next = scope_.fresh_blank_node();
    emit(subject_, rdf::vocabulary::kRest, next);
    subject_ = std::move(next);
  }
  predicate_ = rdf::Term::iri(std::string(rdf::vocabulary::kFirst));
}

void StatementBuilder::close_collection() {
  place_ = scope_.token.begin;
  emit(subject_, rdf::vocabulary::kRest, rdf::Term::iri(std::string(rdf::vocabulary::kNil)));
  pop();
  reifier_.reset();
}

void StatementBuilder::open_triple_term() { push({}); }

void StatementBuilder::close_triple_term() {
  frames_.back().node =
      rdf::Term::triple_term(std::move(subject_), std::move(predicate_), std::move(value_));
  pop();
}

void StatementBuilder::open_reified_triple() {
  push({});
  reifier_.reset();
}

void StatementBuilder::close_reified_triple() {
  rdf::Term reifier = reifier_ ? *std::exchange(reifier_, std::nullopt) : scope_.fresh_blank_node();
  place_ = frames_.back().place;
  emit(reifier, rdf::vocabulary::kReifies,
       rdf::Term::triple_term(std::move(subject_), std::move(predicate_), std::move(value_)));
  frames_.back().node = std::move(reifier);
  pop();
}

void StatementBuilder::state_reifier() {
  if (!reifier_) reifier_ = scope_.fresh_blank_node();
  emit(*reifier_, rdf::vocabulary::kReifies, rdf::Term::triple_term(subject_, predicate_, value_));
}

void StatementBuilder::open_annotation() {
  if (!reifier_) {
    place_ = scope_.token.begin;
    state_reifier();
  }
  push(std::move(value_));
  subject_ = *std::exchange(reifier_, std::nullopt);
}

void StatementBuilder::close_annotation() {
  pop();
  reifier_.reset();
}

void StatementBuilder::open_graph() {
  graph_ = std::move(value_);
  in_graph_ = true;
  graph_begin_ = scope_.token.begin;
}

void StatementBuilder::open_default_graph() {
  graph_.reset();
  in_graph_ = true;
  graph_begin_ = scope_.token.begin;
}

void StatementBuilder::close_graph() {
  graph_.reset();
  in_graph_ = false;
}

std::optional<std::uint32_t> StatementBuilder::open_bracket() const {
  return frames_.empty() ? std::nullopt : std::optional(frames_.back().place);
}

void StatementBuilder::push(rdf::Term node) {
  frames_.push_back({subject_, predicate_, std::move(node), scope_.token.begin, true});
}

void StatementBuilder::pop() {
  Frame& frame = frames_.back();
  subject_ = std::move(frame.subject);
  predicate_ = std::move(frame.predicate);
  value_ = std::move(frame.node);
  place_ = frame.place;
  frames_.pop_back();
}

void StatementBuilder::emit(const rdf::Term& subject, std::string_view predicate,
                            const rdf::Term& object) {
  emit(subject, rdf::Term::iri(std::string(predicate)), object);
}

void StatementBuilder::emit(const rdf::Term& subject, const rdf::Term& predicate,
                            const rdf::Term& object) {
  statement_.subject = subject;
  statement_.predicate = predicate;
  statement_.object = object;
  statement_.graph = graph_;
  statement_.line = line_of(place_);
  sink_(std::move(statement_));
}

std::uint32_t StatementBuilder::line_of(std::uint32_t offset) {
  // Objects mostly come in the order of the text, so that all lines are counted about once.
  const char* const text = scope_.source().text.data();
  const auto [low, high] = std::minmax(offset, counted_to_);
  const auto lines = static_cast<std::uint32_t>(std::count(text + low, text + high, '\n'));
  line_ = offset >= counted_to_ ? line_ + lines : line_ - lines;
  counted_to_ = offset;
  return line_;
}

}  // namespace parser
