#include "parser/built_ins.h"

#include <algorithm>
#include <array>
#include <string>

#include "parser/characters.h"

namespace parser {
namespace {

// clang-format off
constexpr BuiltIn kBuiltIns[] = {
    {"ABS", Operator::Abs, 1, 1, "number"},
    {"BNODE", Operator::Bnode, 0, 1, "[label]"},
    {"BOUND", Operator::Bound, 1, 1, "?variable", false},
    {"CEIL", Operator::Ceil, 1, 1, "number"},
    {"COALESCE", Operator::Coalesce, 0, kAnyNumber, "value, …", false},
    {"CONCAT", Operator::Concat, 0, kAnyNumber, "text, …"},
    {"CONTAINS", Operator::Contains, 2, 2, "text, part"},
    {"DATATYPE", Operator::Datatype, 1, 1, "literal"},
    {"DAY", Operator::Day, 1, 1, "dateTime"},
    {"ENCODE_FOR_URI", Operator::EncodeForUri, 1, 1, "text"},
    {"FLOOR", Operator::Floor, 1, 1, "number"},
    {"hasLANG", Operator::HasLang, 1, 1, "term"},
    {"hasLANGDIR", Operator::HasLangDir, 1, 1, "term"},
    {"HOURS", Operator::Hours, 1, 1, "dateTime"},
    {"IF", Operator::If, 3, 3, "condition, value, otherwise"},
    {"IRI", Operator::Iri, 1, 1, "text"},
    {"isBLANK", Operator::IsBlank, 1, 1, "term"},
    {"isIRI", Operator::IsIri, 1, 1, "term"},
    {"isLITERAL", Operator::IsLiteral, 1, 1, "term"},
    {"isNUMERIC", Operator::IsNumeric, 1, 1, "term"},
    {"isTRIPLE", Operator::IsTriple, 1, 1, "term"},
    {"isURI", Operator::IsIri, 1, 1, "term"},
    {"LANG", Operator::Lang, 1, 1, "literal"},
    {"LANGDIR", Operator::LangDir, 1, 1, "literal"},
    {"LANGMATCHES", Operator::LangMatches, 2, 2, "language, range"},
    {"LCASE", Operator::LCase, 1, 1, "text"},
    {"MD5", Operator::Md5, 1, 1, "text", false},
    {"MINUTES", Operator::Minutes, 1, 1, "dateTime"},
    {"MONTH", Operator::Month, 1, 1, "dateTime"},
    {"NOW", Operator::Now, 0, 0, ""},
    {"OBJECT", Operator::Object, 1, 1, "triple"},
    {"PREDICATE", Operator::Predicate, 1, 1, "triple"},
    {"RAND", Operator::Rand, 0, 0, "", false},
    {"REGEX", Operator::Regex, 2, 3, "text, pattern [, flags]"},
    {"REPLACE", Operator::Replace, 3, 4, "text, pattern, replacement [, flags]"},
    {"ROUND", Operator::Round, 1, 1, "number"},
    {"sameTerm", Operator::SameTerm, 2, 2, "term, term"},
    {"SECONDS", Operator::Seconds, 1, 1, "dateTime"},
    {"SHA1", Operator::Sha1, 1, 1, "text", false},
    {"SHA256", Operator::Sha256, 1, 1, "text", false},
    {"SHA384", Operator::Sha384, 1, 1, "text", false},
    {"SHA512", Operator::Sha512, 1, 1, "text", false},
    {"STR", Operator::Str, 1, 1, "term"},
    {"STRAFTER", Operator::StrAfter, 2, 2, "text, part"},
    {"STRBEFORE", Operator::StrBefore, 2, 2, "text, part"},
    {"STRDT", Operator::StrDt, 2, 2, "text, datatype"},
    {"STRENDS", Operator::StrEnds, 2, 2, "text, part"},
    {"STRLANG", Operator::StrLang, 2, 2, "text, language"},
    {"STRLANGDIR", Operator::StrLangDir, 3, 3, "text, language, direction"},
    {"STRLEN", Operator::StrLen, 1, 1, "text"},
    {"STRSTARTS", Operator::StrStarts, 2, 2, "text, part"},
    {"STRUUID", Operator::StrUuid, 0, 0, ""},
    {"SUBJECT", Operator::Subject, 1, 1, "triple"},
    {"SUBSTR", Operator::Substr, 2, 3, "text, start [, length]"},
    {"TIMEZONE", Operator::Timezone, 1, 1, "dateTime"},
    {"TRIPLE", Operator::Triple, 3, 3, "subject, predicate, object"},
    {"TZ", Operator::Tz, 1, 1, "dateTime"},
    {"UCASE", Operator::UCase, 1, 1, "text"},
    {"URI", Operator::Iri, 1, 1, "text"},
    {"UUID", Operator::Uuid, 0, 0, ""},
    {"YEAR", Operator::Year, 1, 1, "dateTime"},
};
// clang-format on

/// In the order of `AggregateFunction`.
constexpr std::string_view kAggregates[] = {"COUNT", "SUM",    "MIN",         "MAX",
                                            "AVG",   "SAMPLE", "GROUP_CONCAT"};

bool less(std::string_view a, std::string_view b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [](char x, char y) { return lower(x) < lower(y); });
}

}  // namespace

std::span<const BuiltIn> built_ins() { return kBuiltIns; }

const BuiltIn* find_built_in(std::string_view name) {
  const auto* const found =
      std::lower_bound(std::begin(kBuiltIns), std::end(kBuiltIns), name,
                       [](const BuiltIn& a, std::string_view b) { return less(a.name, b); });
  return found != std::end(kBuiltIns) && !less(name, found->name) ? found : nullptr;
}

const BuiltIn* find_built_in(Operator op) {
  const auto* const found = std::find_if(std::begin(kBuiltIns), std::end(kBuiltIns),
                                         [op](const BuiltIn& one) { return one.op == op; });
  return found != std::end(kBuiltIns) ? found : nullptr;
}

std::optional<AggregateFunction> find_aggregate(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kAggregates), std::end(kAggregates),
                   [&](std::string_view one) { return !less(one, name) && !less(name, one); });
  if (found == std::end(kAggregates)) return std::nullopt;
  return static_cast<AggregateFunction>(found - std::begin(kAggregates));
}

std::string_view name_of(AggregateFunction aggregate) {
  return kAggregates[static_cast<std::size_t>(aggregate)];
}

bool is_aggregate(std::string_view name) { return find_aggregate(name).has_value(); }

}  // namespace parser
