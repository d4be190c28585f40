#include "parser/write.h"

#include <algorithm>
#include <optional>
#include <set>

#include "kg/rdf/vocabulary.h"
#include "parser/characters.h"
#include "parser/scan.h"

namespace parser {
namespace {

/// Whether the code point at `at` can stand in a local name as it is.
bool is_plain(const char* begin, const char* at, const char* last, char32_t c) {
  if (c == ':' || (c >= '0' && c <= '9') || is_pn_chars_u(c)) return true;
  if (at == begin) return false;
  return is_pn_chars(c) || (c == '.' && at + 1 != last);
}

/// The local name with its escapes, if it can be written and read.
std::optional<std::string> local_name(std::string_view local) {
  std::string name;
  const char* const begin = local.data();
  const char* const last = begin + local.size();
  for (const char* at = begin; at != last;) {
    const CodePoint c = decode(at, last);
    const bool percent =
        c.value == '%' && last - at >= 3 && hex_value(at[1]) >= 0 && hex_value(at[2]) >= 0;
    if (is_plain(begin, at, last, c.value) || percent) {
      name.append(at, c.length);
    } else if (c.value < 0x80 &&
               std::string_view("~.-!$&'()*+,;=@%").find(*at) != std::string_view::npos) {
      name += '\\';
      name += *at;
    } else {
      return std::nullopt;
    }
    at += c.length;
  }
  return name;
}

/// With the prefix that leaves the shortest local name.
std::optional<std::string> prefixed_name(std::string_view iri, const Prefixes& prefixes) {
  std::optional<std::string> best;
  std::size_t covered = 0;
  std::set<std::string_view> seen;
  for (auto entry = prefixes.rbegin(); entry != prefixes.rend(); ++entry) {
    const auto& [prefix, expansion] = *entry;
    if (!seen.insert(prefix).second) continue;  // declared anew later
    if (!iri.starts_with(expansion) || (best && expansion.size() <= covered)) continue;
    if (const auto local = local_name(iri.substr(expansion.size()))) {
      best = prefix + ":" + *local;
      covered = expansion.size();
    }
  }
  return best;
}

/// Whether a literal without quotes reads back as this one.
bool has_short_form(const rdf::Term& literal) {
  const std::string& text = literal.lexical;
  if (literal.datatype == rdf::vocabulary::kBoolean) return text == "true" || text == "false";
  NumberKind kind{};
  const char* const last = text.data() + text.size();
  if (scan_number(text.data(), last, kind) != last || text.empty()) return false;
  switch (kind) {
    case NumberKind::Integer:
      return literal.datatype == rdf::vocabulary::kInteger;
    case NumberKind::Decimal:
      return literal.datatype == rdf::vocabulary::kDecimal;
    case NumberKind::Double:
      return literal.datatype == rdf::vocabulary::kDouble;
  }
  return false;
}

std::string literal_to_turtle(const rdf::Term& literal, const Prefixes& prefixes) {
  if (has_short_form(literal)) return literal.lexical;
  if (!literal.language.empty()) return rdf::to_ntriples(literal);
  const std::string text = rdf::to_ntriples(rdf::Term::string(literal.lexical));
  if (literal.datatype == rdf::vocabulary::kString) return text;
  return text + "^^" + to_turtle(rdf::Term::iri(literal.datatype), prefixes);
}

}  // namespace

std::string to_turtle(const rdf::Term& term, const Prefixes& prefixes) {
  switch (term.kind) {
    case rdf::TermKind::Iri: {
      const auto name = prefixed_name(term.lexical, prefixes);
      return name ? *name : rdf::to_ntriples(term);
    }
    case rdf::TermKind::Literal:
      return literal_to_turtle(term, prefixes);
    case rdf::TermKind::TripleTerm: {
      std::string text = "<<( ";
      for (const rdf::Term& component : term.components) {
        text += to_turtle(component, prefixes) + ' ';
      }
      return text + ")>>";
    }
    case rdf::TermKind::BlankNode:
      break;
  }
  return rdf::to_ntriples(term);
}

}  // namespace parser
