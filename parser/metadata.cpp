#include "parser/metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "parser/characters.h"
#include "parser/sparql_reading.h"
#include "parser/terms.h"

namespace parser::sparql {
namespace {

struct Key {
  std::string_view name;
  bool takes_language;
  bool takes_placeholders;
};

constexpr Key kKeys[] = {{"title", true, true},    {"because", true, true}, {"note", true, true},
                         {"source", false, false}, {"model", false, false}, {"show", false, false}};

const Key* find_key(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kKeys), std::end(kKeys),
                                         [&](const Key& k) { return k.name == name; });
  return found != std::end(kKeys) ? found : nullptr;
}

const char* line_end(const char* first, const char* last) {
  return std::find_if(first, last, [](char c) { return c == '\n' || c == '\r'; });
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view view(const char* first, const char* last) {
  return {first, static_cast<std::size_t>(last - first)};
}

/// One `#@` line, cut into its parts.
struct Line {
  const char* begin;  ///< at the `#`
  const char* end;    ///< without blanks behind
  const char* key;
  const char* key_end;
  const char* language;  ///< behind the `@`; equal to `key_end` where there is none
  const char* language_end;
  const char* text;
};

Line cut(const char* begin, const char* last) {
  Line line{};
  line.begin = begin;
  line.end = line_end(begin, last);
  while (line.end != begin && is_blank(line.end[-1])) --line.end;
  line.key = std::find_if_not(std::min(begin + 2, line.end), line.end, is_blank);
  line.key_end = std::find_if(line.key, line.end, [](char c) { return is_blank(c) || c == '@'; });
  line.language = line.language_end = line.key_end;
  if (line.key_end != line.end && *line.key_end == '@') {
    line.language = line.key_end + 1;
    line.language_end = std::find_if(line.language, line.end, is_blank);
  }
  line.text = std::find_if_not(line.language_end, line.end, is_blank);
  return line;
}

/// Reads one line into an entry, or reports what is wrong with it.
class LineReader {
 public:
  LineReader(Reading& reading, const char* begin)
      : reading_(reading), line_(cut(begin, reading.scope.end())) {}

  std::optional<MetadataEntry> read() {
    const Key* const key = find_key(view(line_.key, line_.key_end));
    if (key == nullptr) {
      report_unknown_key();
      return std::nullopt;
    }
    entry_.key = key->name;
    entry_.span = reading_.scope.span(line_.begin, line_.end);
    read_language(*key);
    if (line_.text == line_.end) {
      error(line_.key, line_.key_end, fmt::format("'{}' has no text", key->name),
            "write it on the same line");
    } else if (key->name == "source") {
      read_source();
    } else {
      entry_.text = view(line_.text, line_.end);
    }
    if (key->name == "show") check_show();
    if (key->takes_placeholders) read_placeholders();
    return std::move(entry_);
  }

 private:
  void error(const char* first, const char* last, std::string message, std::string hint = {}) {
    reading_.error("metadata", reading_.scope.span(first, last), std::move(message),
                   std::move(hint));
  }

  void report_unknown_key() {
    std::vector<std::string> names;
    for (const Key& key : kKeys) names.emplace_back(key.name);
    const std::string_view word = view(line_.key, line_.key_end);
    const std::string near = nearest(word, names);
    reading_.scope.diagnostics().warning(
        "unknown-metadata", reading_.scope.source(),
        reading_.scope.span(line_.key, std::max(line_.key_end, line_.key)),
        word.empty() ? "this '#@' line has no key" : fmt::format("unknown key '{}'", word),
        near.empty() ? "the keys are title, because, source, model, note and show"
                     : fmt::format("did you mean '{}'?", near));
  }

  void read_language(const Key& key) {
    if (line_.language == line_.key_end) return;
    const std::string_view language = view(line_.language, line_.language_end);
    if (!key.takes_language) {
      error(line_.key_end, line_.language_end, fmt::format("'{}' takes no language", key.name));
      return;
    }
    LanguageTag tag;
    Mistake mistake;
    const char* const end = scan_language(line_.language - 1, line_.end, tag, mistake);
    if (end != line_.language_end || tag.direction != rdf::Direction::None) {
      error(line_.key_end, line_.language_end, fmt::format("'@{}' is no language tag", language),
            "for example @en or @nl");
    }
    for (const char c : language) entry_.language += lower(c);
  }

  /// An IRI or prefixed name, then perhaps a locator in quotes.
  void read_source() {
    rdf::Term term;
    const char* at = read_iri(reading_.scope, line_.text, term);
    if (at == nullptr || at > line_.end) {
      expected(line_.text, "the IRI of a source");
      return;
    }
    entry_.source = std::move(term);
    at = std::find_if_not(at, line_.end, is_blank);
    if (at == line_.end) return;
    std::string locator;
    const char* const end = read_string(reading_.scope, at, locator);
    if (end == nullptr || end > line_.end) {
      expected(at, "a locator in quotes");
    } else if (end != line_.end) {
      expected(std::find_if_not(end, line_.end, is_blank), "the end of the line");
    }
    entry_.text = std::move(locator);
  }

  void expected(const char* at, std::string_view what) {
    if (reading_.scope.has_mistake_at(at)) {
      reading_.scope.report(at, what);
      return;
    }
    const char* const end = std::min(token_end(at, line_.end), line_.end);
    error(at, end, fmt::format("expected {}, found '{}'", what, view(at, end)),
          "#@ source prefix:name \"locator\"");
  }

  void check_show() {
    if (entry_.text.empty() || entry_.text == "always" || entry_.text == "never") return;
    error(line_.text, line_.end,
          fmt::format("'show' takes 'always' or 'never', not '{}'", entry_.text));
  }

  void read_placeholders() {
    const std::string_view text = entry_.text;
    for (std::size_t at = 0; (at = text.find("{?", at)) != std::string_view::npos; at += 2) {
      const char* const open = line_.text + at;
      const char* const name_end = scan_variable(open + 1, line_.end);
      if (name_end == nullptr) {
        error(open, open + 2, "'{?' needs the name of a variable behind it",
              "a placeholder is written {?name}");
        continue;
      }
      if (name_end == line_.end || *name_end != '}') {
        error(open, name_end,
              fmt::format("the placeholder '{}' is not closed", view(open, name_end)),
              fmt::format("write {}}}", view(open, name_end)));
        continue;
      }
      Placeholder& placeholder = entry_.placeholders.emplace_back();
      placeholder.variable.assign(open + 2, name_end);
      placeholder.begin = static_cast<std::uint32_t>(at);
      placeholder.end = static_cast<std::uint32_t>(name_end + 1 - line_.text);
      placeholder.span = reading_.scope.span(open, name_end + 1);
    }
  }

  Reading& reading_;
  Line line_;
  MetadataEntry entry_;
};

void report_stray(Reading& reading, const char* line) {
  const Line parts = cut(line, reading.scope.end());
  reading.scope.diagnostics().warning(
      "stray-metadata", reading.scope.source(), reading.scope.span(parts.begin, parts.end),
      "this '#@' line does not stand directly above a RULE, so it documents nothing",
      "write it on the lines right above the RULE, without a blank line between");
}

/// A second title, because or show for the same language would never be seen.
void report_repeated(Reading& reading, const std::vector<MetadataEntry>& entries,
                     const MetadataEntry& entry) {
  if (entry.key != "title" && entry.key != "because" && entry.key != "show") return;
  for (const MetadataEntry& earlier : entries) {
    if (earlier.key != entry.key || earlier.language != entry.language) continue;
    Diagnostic& warning = reading.scope.diagnostics().warning(
        "repeated-metadata", reading.scope.source(), entry.span,
        fmt::format("this rule has a '{}' already{}", entry.key,
                    entry.language.empty() ? "" : " in this language"));
    warning.notes.push_back(note_at(reading.scope.source(), earlier.span, "the first one"));
    return;
  }
}

/// Where the lines that are nothing but comments, directly above `at`, begin.
const char* comments_above(const char* at, const char* text) {
  const auto line_start = [text](const char* place) {
    while (place != text && place[-1] != '\n' && place[-1] != '\r') --place;
    return place;
  };
  const char* start = line_start(at);
  while (start != text) {
    const char* end_before = start - 1;
    if (*end_before == '\n' && end_before != text && end_before[-1] == '\r') --end_before;
    const char* const above = line_start(end_before);
    const char* const word = std::find_if_not(above, end_before, is_blank);
    if (word == end_before || *word != '#') break;
    start = above;
  }
  return start;
}

}  // namespace

std::vector<MetadataEntry> take_metadata(Reading& reading, std::uint32_t rule) {
  std::vector<MetadataEntry> entries;
  if (reading.metadata_lines.empty()) return entries;
  const std::vector<const char*> lines = std::exchange(reading.metadata_lines, {});
  const char* const begin = reading.scope.source().text.data() + rule;
  const char* const above = comments_above(begin, reading.scope.begin());
  for (const char* const line : lines) {
    if (line > begin) {
      reading.metadata_lines.push_back(line);
    } else if (line < above) {
      report_stray(reading, line);
    } else if (std::optional<MetadataEntry> entry = LineReader(reading, line).read()) {
      report_repeated(reading, entries, *entry);
      entries.push_back(std::move(*entry));
    }
  }
  return entries;
}

void report_stray_metadata(Reading& reading) {
  for (const char* const line : reading.metadata_lines) report_stray(reading, line);
  reading.metadata_lines.clear();
}

}  // namespace parser::sparql
