#include "kg/rdf/regex.h"

#include <unicode/regex.h>
#include <unicode/ustring.h>

#include <cassert>
#include <vector>

#include "kg/rdf/regex_syntax.h"

namespace rdf {

namespace {

/// ICU's unit: about a millisecond.
constexpr int32_t kTimeLimit = 250;
constexpr int32_t kStackLimit = 16 * 1024 * 1024;

/// A piece of a replacement: a text, or a group of the match.
struct Piece {
  icu::UnicodeString text;
  int32_t group = -1;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
}

std::optional<std::vector<Piece>> parse_replacement(std::string_view text, int groups,
                                                    bool literal) {
  std::vector<Piece> pieces;
  if (literal) return std::vector<Piece>{{from_utf8(text), -1}};
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) pieces.push_back({from_utf8(plain), -1});
    plain.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c != '$' && c != '\\') {
      plain += c;
      continue;
    }
    if (++at == text.size()) return std::nullopt;
    if (c == '\\') {
      if (text[at] != '\\' && text[at] != '$') return std::nullopt;
      plain += text[at];
      continue;
    }
    if (!is_digit(text[at])) return std::nullopt;
    int32_t group = text[at] - '0';
    // As many digits as name a group that there is.
    while (at + 1 < text.size() && is_digit(text[at + 1]) &&
           group * 10 + (text[at + 1] - '0') <= groups) {
      group = group * 10 + (text[++at] - '0');
    }
    flush();
    if (group <= groups) pieces.push_back({{}, group});
  }
  flush();
  return pieces;
}

}  // namespace

struct Regex::State {
  std::unique_ptr<icu::RegexPattern> pattern;
  std::unique_ptr<icu::RegexMatcher> matcher;
  RegexFlags flags;
  int groups = 0;
  std::optional<std::string> plain;
  std::optional<bool> matches_empty;
  std::vector<char16_t> buffer;
  icu::UnicodeString input;

  /// Makes the text the matcher's input.
  void reset(std::string_view text) {
    if (buffer.size() < text.size() + 1) buffer.resize(text.size() + 1);
    int32_t size = 0;
    UErrorCode status = U_ZERO_ERROR;
    u_strFromUTF8WithSub(buffer.data(), static_cast<int32_t>(buffer.size()), &size, text.data(),
                         static_cast<int32_t>(text.size()), 0xFFFD, nullptr, &status);
    assert(U_SUCCESS(status) && "UTF-16 has no more units than UTF-8");
    input.setTo(false, buffer.data(), size);
    matcher->reset(input);
  }

  std::optional<bool> find() {
    UErrorCode status = U_ZERO_ERROR;
    const bool found = matcher->find(status) != 0;
    if (U_FAILURE(status) != 0) return std::nullopt;
    return found;
  }

  bool append(icu::UnicodeString& result, const std::vector<Piece>& pieces) {
    UErrorCode status = U_ZERO_ERROR;
    for (const Piece& piece : pieces) {
      if (piece.group < 0) {
        result.append(piece.text);
        continue;
      }
      const int32_t begin = matcher->start(piece.group, status);
      const int32_t end = matcher->end(piece.group, status);
      // A group that took no part is empty.
      if (begin >= 0) result.append(input, begin, end - begin);
    }
    return U_SUCCESS(status) != 0;
  }
};

Regex::Regex(std::unique_ptr<State> state) : state_(std::move(state)) {}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::optional<Regex> Regex::compile(std::string_view pattern, std::string_view flags) {
  auto state = std::make_unique<State>();
  const auto parsed_flags = parse_regex_flags(flags);
  if (!parsed_flags) return std::nullopt;
  auto translated = translate_regex(pattern, *parsed_flags);
  if (!translated) return std::nullopt;
  state->flags = *parsed_flags;
  state->groups = translated->groups;
  state->plain = std::move(translated->plain);
  UParseError where{};
  UErrorCode status = U_ZERO_ERROR;
  state->pattern.reset(icu::RegexPattern::compile(translated->pattern, 0, where, status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  state->matcher.reset(state->pattern->matcher(status));
  if (U_FAILURE(status) != 0) return std::nullopt;
  state->matcher->setTimeLimit(kTimeLimit, status);
  state->matcher->setStackLimit(kStackLimit, status);
  if (U_FAILURE(status) != 0) return std::nullopt;
  return Regex(std::move(state));
}

std::optional<bool> Regex::matches(std::string_view text) {
  if (state_->plain) return text.find(*state_->plain) != std::string_view::npos;
  state_->reset(text);
  return state_->find();
}

std::optional<std::string> Regex::replace(std::string_view text, std::string_view replacement) {
  State& state = *state_;
  const auto pieces = parse_replacement(replacement, state.groups, state.flags.literal);
  if (!state.matches_empty) state.matches_empty = matches("");
  if (!pieces || state.matches_empty != false) return std::nullopt;
  state.reset(text);
  icu::UnicodeString result;
  int32_t copied = 0;
  while (true) {
    const auto found = state.find();
    if (!found) return std::nullopt;
    if (!*found) break;
    UErrorCode status = U_ZERO_ERROR;
    const int32_t begin = state.matcher->start(status);
    result.append(state.input, copied, begin - copied);
    if (!state.append(result, *pieces)) return std::nullopt;
    copied = state.matcher->end(status);
  }
  result.append(state.input, copied, state.input.length() - copied);
  std::string utf8;
  return result.toUTF8String(utf8);
}

}  // namespace rdf
