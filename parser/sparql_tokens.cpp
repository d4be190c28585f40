#include "parser/sparql_tokens.h"

#include <fmt/format.h>

namespace parser::sparql {
namespace {

bool took(const char*& first, const char* end, Reading& reading) {
  reading.scope.token = reading.scope.span(first, end);
  first = reading.skip(end);
  return true;
}

}  // namespace

bool Token::accept(const char*& first, Reading& reading) const {
  const char* const end = read_(reading, first);
  if (end != nullptr) return took(first, end, reading);
  reading.expected(first, what_);
  return false;
}

bool Keyword::accept(const char*& first, Reading& reading) const {
  const char* const end = scan_keyword(first, reading.scope.end(), word_, Case::Insensitive);
  if (end != nullptr) return took(first, end, reading);
  reading.expected(first, what_);
  return false;
}

bool Symbol::accept(const char*& first, Reading& reading) const {
  const std::string_view rest(first, static_cast<std::size_t>(reading.scope.end() - first));
  const bool here =
      rest.starts_with(text_) && (rest.size() == text_.size() ||
                                  not_before_.find(rest[text_.size()]) == std::string_view::npos);
  if (here) return took(first, first + text_.size(), reading);
  reading.expected(first, what_);
  return false;
}

void nested_too_deep(const char* at, Reading& reading) {
  reading.error("nested-too-deeply", reading.scope.span(at, token_end(at, reading.scope.end())),
                fmt::format("brackets are nested more than {} deep", kDeepestNesting));
  throw Abandoned();
}

}  // namespace parser::sparql
