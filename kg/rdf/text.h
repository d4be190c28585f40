#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What SPARQL's functions on strings count and change: code points of UTF-8.
namespace rdf {

/// The number of code points.
std::size_t length(std::string_view text);

/// fn:substring: the characters from position `start` (from 1) on, both arguments rounded as
/// fn:round does. An infinite `count` takes all the rest.
std::string_view substring(std::string_view text, double start, double count);

/// Full case mapping, of no particular language.
std::string upper_case(std::string_view text);
std::string lower_case(std::string_view text);

/// fn:encode-for-uri: all but the unreserved characters of RFC 3986 as %XX.
std::string encode_for_uri(std::string_view text);

/// Basic filtering of RFC 4647, section 3.3.1; `*` matches every tag. False where either is empty.
bool language_matches(std::string_view tag, std::string_view range);

/// Whether Turtle can write the text as a language tag: subtags of at most eight letters and
/// digits.
bool is_language_tag(std::string_view text);

/// Whether the text is an IRI with a scheme and no character that an IRI cannot hold.
bool is_absolute_iri(std::string_view text);

}  // namespace rdf
