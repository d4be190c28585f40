#include "parser/sparql_parts.h"
#include "parser/sparql_path.h"
#include "parser/sparql_terms.h"
#include "parser/sparql_tokens.h"

namespace parser::sparql {
namespace {

constexpr Symbol kPipe{"'|'", "|}", true};
constexpr Symbol kSlash{"'/'", "", true};
constexpr Symbol kCaret{"'^'", "^", true};
constexpr Symbol kBang{"'!'", "=", true};
constexpr Symbol kStar{"'*'", "", true};
constexpr Token kPlus{read_plus, {"'+'", true}};
constexpr Token kQuestionMark{read_question_mark, {"'?'", true}};
constexpr Token kIriOrA{read_iri_or_a, {"an IRI"}};

void note_bracket(Reading& reading) { reading.path_in_brackets = true; }

bool negated_set(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto one =
        (kIriOrA >> act(push_predicate))
      | (kCaret > kIriOrA > act(push_predicate) > act(make_inverse));
  static const auto grammar =
        (one >> act(open_chain_at_last) >> act(make_negated_set))
      | (kOpenParen > act(open_chain) > -(one > *(kPipe > one)) > kCloseParen
         > act(make_negated_set));
  // clang-format on
  return run(grammar, first, last, reading);
}

bool path_element(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto primary =
        (kIriOrA >> act(push_predicate))
      | (kBang > Part(negated_set))
      | (kOpenParen > act(note_bracket) > bracketed[Part(path)] > kCloseParen);
  static const auto grammar =
      primary >> -(  (kStar >> act(make_zero_or_more))
                   | (kPlus >> act(make_one_or_more))
                   | (kQuestionMark >> act(make_zero_or_one)));
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace

bool path(const char*& first, const char* last, Reading& reading) {
  // clang-format off
  static const auto element =
        (kCaret > Part(path_element) > act(make_inverse))
      | Part(path_element);
  static const auto sequence =
      element >> act(open_chain_at_last) >> *(kSlash > element) >> act(make_sequence);
  static const auto grammar =
      sequence >> act(open_chain_at_last) >> *(kPipe > sequence) >> act(make_alternative);
  // clang-format on
  return run(grammar, first, last, reading);
}

}  // namespace parser::sparql
