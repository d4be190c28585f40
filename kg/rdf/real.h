#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rdf {

/// Read the lexical forms of xsd:double and xsd:float, without white space: to the nearest number,
/// infinite beyond the range.
std::optional<double> parse_double(std::string_view text);
std::optional<float> parse_float(std::string_view text);

/// The canonical forms of XSD 1.1 with the fewest digits that read back: `1.0E6`, `-0.0E0`, `INF`,
/// `NaN`.
std::string real_text(double value);
std::string real_text(float value);

/// What a cast to xsd:string gives (XPath Functions and Operators 3.1, section 19.1.2.1): plain
/// digits between 10^-6 and 10^6, else the canonical form.
std::string plain_text(double value);
std::string plain_text(float value);

}  // namespace rdf
