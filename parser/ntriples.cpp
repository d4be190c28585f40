#include "parser/ntriples.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "kg/rdf/plain_bytes.h"
#include "kg/rdf/vocabulary.h"
#include "parser/characters.h"
#include "parser/iri.h"
#include "parser/scope.h"

namespace parser {
namespace {

constexpr ByteSet plain_label_bytes() {
  ByteSet set = byte_set("_-", '0', '9');
  for (unsigned c = 0; c < 128; ++c) set[c] = set[c] || is_letter(static_cast<char>(c));
  return set;
}
constexpr ByteSet kPlainLabel = plain_label_bytes();

const char* skip_spaces(const char* at, const char* end) {
  while (at != end && (*at == ' ' || *at == '\t')) ++at;
  return at;
}

std::string_view view(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

bool is_line_end(const char* at, const char* end) {
  return at == end || *at == '\n' || *at == '\r';
}

}  // namespace

NTriplesReader::NTriplesReader(const Source& source, Span part, std::uint32_t first_line,
                               RdfFormat format, Diagnostics& diagnostics)
    : source_(source),
      diagnostics_(diagnostics),
      at_(source.text.data() + part.begin),
      end_(source.text.data() + part.end),
      line_(first_line),
      quads_(format == RdfFormat::NQuads) {}

bool NTriplesReader::next(StatementView& statement) {
  while (at_ != end_) {
    const Outcome outcome = read_line(statement);
    statement.line = line_;
    if (outcome == Outcome::Mistake) report();
    if (at_ != end_ && *at_ == '\r') ++at_;
    if (at_ != end_ && *at_ == '\n') {
      ++at_;
      ++line_;
    }
    if (outcome == Outcome::Statement) return true;
  }
  return false;
}

NTriplesReader::Outcome NTriplesReader::read_line(StatementView& statement) {
  if (!kept_.empty()) kept_.clear();
  if (!components_.empty()) components_.clear();
  Outcome outcome = Outcome::Nothing;
  const char* at = skip_spaces(at_, end_);
  if (!is_line_end(at, end_) && *at != '#') {
    if (*at == '<' || *at == '_') {
      outcome = Outcome::Statement;
      at = read_statement(at, statement);
    } else {
      at = read_version(at);
    }
    if (at == nullptr) return Outcome::Mistake;
    at = skip_spaces(at, end_);
  }
  if (at != end_ && *at == '#') at = line_end(at);
  if (!is_line_end(at, end_)) {
    expect(at, "the end of the line");
    return Outcome::Mistake;
  }
  at_ = at;
  return outcome;
}

const char* NTriplesReader::read_version(const char* at) {
  const char* specifier = scan_keyword(at, end_, "VERSION", Case::Sensitive);
  if (specifier == nullptr) return expect(at, "a subject (an IRI in <…> or a blank node)");
  specifier = skip_spaces(specifier, end_);
  TermView version;
  const char* const end =
      specifier != end_ && *specifier == '"' ? read_string(specifier, version) : nullptr;
  return end != nullptr ? end : expect(specifier, "a version in double quotes");
}

const char* NTriplesReader::read_statement(const char* at, StatementView& statement) {
  depth_ = 0;
  at = read_triple(at, statement.subject, statement.predicate, statement.object);
  if (at == nullptr) return nullptr;
  statement.has_graph = quads_ && at != end_ && *at != '.';
  if (statement.has_graph) {
    at = read_resource(at, statement.graph, "'.' or the name of a graph");
    if (at == nullptr) return nullptr;
    at = skip_spaces(at, end_);
  }
  if (at == end_ || *at != '.') return expect(at, "'.'");
  return at + 1;
}

/// Three terms, and the blanks behind them.
const char* NTriplesReader::read_triple(const char* at, TermView& subject, TermView& predicate,
                                        TermView& object) {
  at = read_resource(at, subject, "a subject (an IRI in <…> or a blank node)");
  if (at == nullptr) return nullptr;
  const char* const second = skip_spaces(at, end_);
  at = second != end_ && *second == '<' ? read_iri(second, predicate) : nullptr;
  if (at == nullptr) return expect(second, "a predicate (an IRI in <…>)");
  at = read_object(skip_spaces(at, end_), object);
  return at == nullptr ? nullptr : skip_spaces(at, end_);
}

const char* NTriplesReader::read_resource(const char* at, TermView& term,
                                          std::string_view expected) {
  const char* end = nullptr;
  if (at != end_ && *at == '<') end = read_iri(at, term);
  if (at != end_ && *at == '_') end = read_blank_node(at, term);
  return end != nullptr ? end : expect(at, expected);
}

const char* NTriplesReader::read_object(const char* at, TermView& term) {
  if (view(at, end_).starts_with("<<(")) return read_triple_term(at, term);
  if (at != end_ && *at == '"') {
    const char* const end = read_literal(at, term);
    if (end != nullptr) return end;
  }
  return read_resource(at, term, "an object");
}

const char* NTriplesReader::read_triple_term(const char* at, TermView& term) {
  if (++depth_ > kDeepestDataNesting) {
    mistake_ = {at,
                at,
                at + 3,
                "nested-too-deeply",
                fmt::format("triple terms are nested more than {} deep", kDeepestDataNesting),
                {}};
    return nullptr;
  }
  std::array<TermView, 3>& parts = components_.emplace_back();
  at = read_triple(skip_spaces(at + 3, end_), parts[0], parts[1], parts[2]);
  if (at == nullptr) return nullptr;
  if (!view(at, end_).starts_with(")>>")) return expect(at, "')>>'");
  term = {};
  term.kind = rdf::TermKind::TripleTerm;
  term.components = parts;
  return at + 3;
}

const char* NTriplesReader::read_iri(const char* at, TermView& term) {
  const char* const begin = at + 1;
  const char* end = rdf::end_of_plain_iri(begin, end_);
  std::string_view iri = view(begin, end);
  if (end == end_ || *end != '>') {
    scratch_.clear();
    end = scan_iriref(at, end_, scratch_, mistake_);
    if (end == nullptr) return nullptr;
    iri = keep(scratch_);
  } else {
    ++end;
  }
  if (!is_absolute_iri(iri)) {
    mistake_ = {at,
                at,
                end,
                "relative-iri",
                fmt::format("the IRI <{}> is relative", iri),
                "N-Triples and N-Quads have no base: write it in full"};
    return nullptr;
  }
  term = {};
  term.lexical = iri;
  return end;
}

const char* NTriplesReader::read_blank_node(const char* at, TermView& term) {
  const char* end = at + std::min<std::ptrdiff_t>(2, end_ - at);
  const char* const label = end;
  if (view(at, end) == "_:")
    end = std::find_if_not(label, end_, [](char c) { return contains(kPlainLabel, c); });
  // Dots and letters beyond ASCII are rare enough for the scanner to read the label again.
  const bool plain = end != label && *label != '-' &&
                     (end == end_ || (*end != '.' && static_cast<unsigned char>(*end) < 0x80));
  if (!plain) end = scan_blank_node_label(at, end_);
  if (end == nullptr) return nullptr;
  term = {};
  term.kind = rdf::TermKind::BlankNode;
  term.lexical = view(label, end);
  return end;
}

const char* NTriplesReader::read_string(const char* at, TermView& term) {
  term = {};
  term.kind = rdf::TermKind::Literal;
  const char* const end = rdf::end_of_plain_string(at + 1, end_);
  if (end != end_ && *end == '"') {
    term.lexical = view(at + 1, end);
    return end + 1;
  }
  scratch_.clear();
  const char* const string_end = scan_short_string(at, end_, scratch_, mistake_);
  if (string_end != nullptr) term.lexical = keep(scratch_);
  return string_end;
}

const char* NTriplesReader::read_literal(const char* at, TermView& term) {
  const char* const string_end = read_string(at, term);
  if (string_end == nullptr) return nullptr;
  const char* const next = skip_spaces(string_end, end_);
  if (next != end_ && *next == '@') return read_language(at, next, term);
  if (!view(next, end_).starts_with("^^")) {
    term.datatype = rdf::vocabulary::kString;
    return string_end;
  }
  const char* const datatype = skip_spaces(next + 2, end_);
  TermView iri;
  const char* const end = datatype != end_ && *datatype == '<' ? read_iri(datatype, iri) : nullptr;
  if (end == nullptr) {
    expect(datatype, "the IRI of a datatype in <…>");
    mistake_.token = at;
    return nullptr;
  }
  if (iri.lexical == rdf::vocabulary::kLangString ||
      iri.lexical == rdf::vocabulary::kDirLangString) {
    mistake_ = {at,
                datatype,
                end,
                "bad-language",
                fmt::format("a string of type <{}> needs a language", iri.lexical),
                "write the language instead of the datatype, for example \"chat\"@fr"};
    return nullptr;
  }
  term.datatype = iri.lexical;
  return end;
}

const char* NTriplesReader::read_language(const char* literal, const char* at, TermView& term) {
  LanguageTag tag;
  const char* const end = scan_language(at, end_, tag, mistake_);
  if (end == nullptr) {
    mistake_.token = literal;
    return nullptr;
  }
  term.language = tag.language;
  if (std::any_of(tag.language.begin(), tag.language.end(), [](char c) { return lower(c) != c; })) {
    scratch_.assign(tag.language);
    std::transform(scratch_.begin(), scratch_.end(), scratch_.begin(), lower);
    term.language = keep(scratch_);
  }
  term.direction = tag.direction;
  term.datatype = tag.direction == rdf::Direction::None ? rdf::vocabulary::kLangString
                                                        : rdf::vocabulary::kDirLangString;
  return end;
}

std::string_view NTriplesReader::keep(const std::string& text) {
  // Resolved texts are no longer than what they stand for, so one reservation is enough for a line.
  if (kept_.empty()) kept_.reserve(static_cast<std::size_t>(line_end(at_) - at_));
  const std::size_t begin = kept_.size();
  kept_ += text;
  return std::string_view(kept_).substr(begin);
}

std::nullptr_t NTriplesReader::expect(const char* at, std::string_view what) {
  if (mistake_.token == at) return nullptr;
  const bool ended = is_line_end(at, end_);
  const char* const end = ended ? at : token_end(at, end_);
  const std::string_view token = view(at, end);
  const bool turtle = token.starts_with('@') || lower_case(token) == "prefix" ||
                      (!ended && is_letter(*at) && token.find(':') != std::string_view::npos);
  mistake_ = {at,
              at,
              end,
              "syntax",
              fmt::format("expected {}, found {}", what,
                          ended ? "the end of the line" : quote_token(at, end_)),
              turtle ? "prefixes belong in a Turtle file (.ttl)" : ""};
  return nullptr;
}

void NTriplesReader::report() {
  const auto offset = [this](const char* at) {
    return static_cast<std::uint32_t>(at - source_.text.data());
  };
  diagnostics_.error(mistake_.code, source_, {offset(mistake_.begin), offset(mistake_.end)},
                     std::move(mistake_.message), std::move(mistake_.hint));
  at_ = line_end(mistake_.begin);
  mistake_ = {};
}

const char* NTriplesReader::line_end(const char* at) const {
  const auto left = static_cast<std::size_t>(end_ - at);
  const void* const newline = left == 0 ? nullptr : std::memchr(at, '\n', left);
  const char* const stop = newline == nullptr ? end_ : static_cast<const char*>(newline);
  const auto length = static_cast<std::size_t>(stop - at);
  const void* const carriage_return = length == 0 ? nullptr : std::memchr(at, '\r', length);
  return carriage_return == nullptr ? stop : static_cast<const char*>(carriage_return);
}

void assign(rdf::Term& term, const TermView& view) {
  term.kind = view.kind;
  term.direction = view.direction;
  term.lexical.assign(view.lexical);
  term.datatype.assign(view.datatype);
  term.language.assign(view.language);
  term.components.resize(view.components.size());
  for (std::size_t i = 0; i < view.components.size(); ++i)
    assign(term.components[i], view.components[i]);
}

void read_ntriples(const Source& source, RdfFormat format, const StatementViewSink& sink,
                   Diagnostics& diagnostics) {
  check_utf8(source, diagnostics);
  const Span all{text_begin(source), static_cast<std::uint32_t>(source.text.size())};
  NTriplesReader reader(source, all, source.first_line, format, diagnostics);
  StatementView view;
  while (reader.next(view)) sink(view);
}

void parse_ntriples(const Source& source, RdfFormat format, const StatementSink& sink,
                    Diagnostics& diagnostics) {
  RdfStatement statement;
  const auto copy = [&](const StatementView& view) {
    assign(statement.subject, view.subject);
    assign(statement.predicate, view.predicate);
    assign(statement.object, view.object);
    if (view.has_graph) {
      if (!statement.graph) statement.graph.emplace();
      assign(*statement.graph, view.graph);
    } else {
      statement.graph.reset();
    }
    statement.line = view.line;
    sink(std::move(statement));
  };
  read_ntriples(source, format, copy, diagnostics);
}

}  // namespace parser
