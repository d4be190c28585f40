#include "kg/rdf/term.h"

#include <algorithm>
#include <cassert>
#include <tuple>
#include <utility>

#include "kg/rdf/ntriples.h"
#include "kg/rdf/plain_bytes.h"
#include "kg/rdf/vocabulary.h"

namespace rdf {
namespace {

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

void append_uchar(std::string& out, unsigned code_unit) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(code_unit >> shift) & 0xF];
}

/// U+FFFE and U+FFFF are no characters of XML 1.1; in UTF-8 they are EF BF BE and EF BF BF.
bool starts_noncharacter(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]) == 0xEF && i + 2 < text.size() &&
         static_cast<unsigned char>(text[i + 1]) == 0xBF &&
         static_cast<unsigned char>(text[i + 2]) >= 0xBE;
}

char short_escape(char c) {
  switch (c) {
    case '\b':
      return 'b';
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\f':
      return 'f';
    case '\r':
      return 'r';
    case '"':
      return '"';
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

using FindEnd = const char* (*)(const char* first, const char* last);

/// Appends the bytes from `at` on that are plain; returns where they end.
std::size_t append_plain(std::string& out, std::string_view text, std::size_t at, FindEnd find) {
  const char* const first = text.data() + at;
  const char* const end = find(first, text.data() + text.size());
  out.append(first, end);
  return static_cast<std::size_t>(end - text.data());
}

void append_quoted(std::string& out, std::string_view lexical) {
  out += '"';
  std::size_t i = 0;
  for (; (i = append_plain(out, lexical, i, end_of_canonical_string)) < lexical.size(); ++i) {
    const char c = lexical[i];
    const auto byte = static_cast<unsigned char>(c);
    if (const char escape = short_escape(c)) {
      out += '\\';
      out += escape;
    } else if (byte < 0x20 || byte == 0x7F) {
      append_uchar(out, byte);
    } else if (starts_noncharacter(lexical, i)) {
      append_uchar(out, 0xFF00U | (static_cast<unsigned char>(lexical[i + 2]) + 0x40U));
      i += 2;
    } else {
      out += c;
    }
  }
  out += '"';
}

/// A parsed IRI needs no escapes; one made by an expression may, and must not break out of its
/// brackets.
void append_iri(std::string& out, std::string_view iri) {
  out += '<';
  for (std::size_t i = 0; (i = append_plain(out, iri, i, end_of_plain_iri)) < iri.size(); ++i) {
    append_uchar(out, static_cast<unsigned char>(iri[i]));
  }
  out += '>';
}

void append_literal(std::string& out, const Term& term) {
  append_quoted(out, term.lexical);
  if (!term.language.empty()) {
    out += '@';
    out += term.language;
    if (term.direction == Direction::LeftToRight) out += "--ltr";
    if (term.direction == Direction::RightToLeft) out += "--rtl";
  } else if (term.datatype != vocabulary::kString) {
    out += "^^";
    append_iri(out, term.datatype);
  }
}

}  // namespace

Term Term::iri(std::string iri) {
  Term term;
  term.lexical = std::move(iri);
  return term;
}

Term Term::blank_node(std::string label) {
  Term term;
  term.kind = TermKind::BlankNode;
  term.lexical = std::move(label);
  return term;
}

Term Term::string(std::string lexical) {
  return literal(std::move(lexical), std::string(vocabulary::kString));
}

Term Term::literal(std::string lexical, std::string datatype) {
  Term term;
  term.kind = TermKind::Literal;
  term.lexical = std::move(lexical);
  term.datatype = std::move(datatype);
  return term;
}

Term Term::language_string(std::string lexical, std::string_view language, Direction direction) {
  Term term = literal(std::move(lexical),
                      std::string(direction == Direction::None ? vocabulary::kLangString
                                                               : vocabulary::kDirLangString));
  term.language = lower_ascii(language);
  term.direction = direction;
  return term;
}

Term Term::boolean(bool value) {
  return literal(value ? "true" : "false", std::string(vocabulary::kBoolean));
}

Term Term::integer(std::int64_t value) {
  return literal(std::to_string(value), std::string(vocabulary::kInteger));
}

Term Term::triple_term(Term subject, Term predicate, Term object) {
  Term term;
  term.kind = TermKind::TripleTerm;
  term.components.reserve(3);
  term.components.push_back(std::move(subject));
  term.components.push_back(std::move(predicate));
  term.components.push_back(std::move(object));
  return term;
}

// Not defaulted: inside the class the order of a vector of Terms is not known yet.
std::strong_ordering Term::operator<=>(const Term& other) const {
  const auto members = [](const Term& term) {
    return std::tie(term.kind, term.lexical, term.datatype, term.language, term.direction);
  };
  if (const auto order = members(*this) <=> members(other); order != 0) return order;
  return std::lexicographical_compare_three_way(components.begin(), components.end(),
                                                other.components.begin(), other.components.end());
}

void append_ntriples(std::string& out, const Term& term) {
  switch (term.kind) {
    case TermKind::Iri:
      append_iri(out, term.lexical);
      return;
    case TermKind::BlankNode:
      out += "_:";
      if (term.lexical.starts_with(' ')) {
        out += "genid-";
        out.append(term.lexical, 1);
      } else {
        out += term.lexical;
      }
      return;
    case TermKind::Literal:
      append_literal(out, term);
      return;
    case TermKind::TripleTerm:
      assert(term.components.size() == 3);
      out += "<<( ";
      for (const Term& component : term.components) {
        append_ntriples(out, component);
        out += ' ';
      }
      out += ")>>";
      return;
  }
}

std::string to_ntriples(const Term& term) {
  std::string out;
  append_ntriples(out, term);
  return out;
}

}  // namespace rdf
