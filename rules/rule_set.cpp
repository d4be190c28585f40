#include "rules/rule_set.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "parser/iri.h"
#include "parser/write.h"
#include "rules/rule_set_builder.h"

namespace rules {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kFileScheme = "file://";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      result += text[i];
    } else {
      result += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return result;
}

/// What the leading `..` of a relative name are: a base IRI cannot hold them.
fs::path way_up(const fs::path& name) {
  fs::path result;
  for (const fs::path& part : name) {
    if (part != "..") break;
    result /= part;
  }
  return result;
}

/// The names an imported file may have, given the importer's, the likeliest first.
std::vector<std::string> names_of_import(std::string_view iri, const std::string& importer) {
  const std::string path = percent_decoded(iri.substr(kFileScheme.size()));
  const fs::path absolute(path);
  if (importer.starts_with('/')) return {absolute.lexically_normal().generic_string()};
  const fs::path relative =
      way_up(fs::path(importer).lexically_normal()) / absolute.relative_path();
  return {relative.lexically_normal().generic_string(),
          absolute.lexically_normal().generic_string()};
}

/// Reads documents and what they import, each once.
class Reader {
 public:
  explicit Reader(parser::Diagnostics& diagnostics, RuleSetBuilder* builder = nullptr)
      : diagnostics_(diagnostics), builder_(builder) {}

  std::vector<RuleSource> read(std::vector<parser::Source> sources) {
    for (parser::Source& source : sources) {
      const bool repeated =
          std::any_of(pending_.begin(), pending_.end(), [&](const parser::Source& other) {
            return other.name == source.name && other.text == source.text;
          });
      if (repeated) continue;
      seen_.insert(fs::path(source.name).lexically_normal().generic_string());
      pending_.push_back(std::move(source));
    }
    std::vector<RuleSource> result;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      parser::Source source = std::move(pending_[i]);
      std::optional<parser::RuleDocument> document = parse(source);
      if (!document) continue;
      for (const parser::Import& import : document->imports) follow(import, source);
      result.push_back({std::move(source), std::move(*document)});
    }
    return result;
  }

 private:
  std::optional<parser::RuleDocument> parse(const parser::Source& source) {
    const std::string base = parser::base_iri(source.name);
    if (builder_ == nullptr) return parser::parse_rules(source, base, {}, diagnostics_);
    builder_->begin(source);
    auto document = parser::parse_rules(
        source, base, {}, [this](parser::Rule&& rule) { builder_->add(rule); }, diagnostics_);
    if (document) {
      builder_->end(*document);
    } else {
      builder_->drop();
    }
    return document;
  }

  void follow(const parser::Import& import, const parser::Source& importer) {
    if (!import.iri.starts_with("file:///")) {
      diagnostics_.error(
          "import-not-local", importer, import.span,
          fmt::format("cannot import <{}>: only local files can be imported", import.iri),
          "save a copy beside this file and import it by its name");
      return;
    }
    const std::vector<std::string> names = names_of_import(import.iri, importer.name);
    for (const std::string& name : names) {
      if (seen_.contains(name)) return;
    }
    for (const std::string& name : names) {
      if (load(name)) return;
    }
    fail(import, importer, names.front());
  }

  bool load(const std::string& name) {
    std::error_code ignored;
    if (!fs::is_regular_file(name, ignored)) return false;
    std::ifstream file(name, std::ios::binary);
    if (!file) return false;
    std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    seen_.insert(name);
    pending_.push_back({name, std::move(text)});
    return true;
  }

  void fail(const parser::Import& import, const parser::Source& importer, const std::string& name) {
    errno = 0;
    std::error_code error;
    const bool folder = fs::is_directory(name, error);
    const std::ifstream attempt(name, std::ios::binary);
    const std::string reason = folder ? "it is a folder" : std::strerror(errno);
    diagnostics_.error("import-unreadable", importer, import.span,
                       fmt::format("cannot import '{}': {}", name, reason),
                       "an import is taken relative to the file that it stands in");
  }

  parser::Diagnostics& diagnostics_;
  RuleSetBuilder* builder_;
  std::vector<parser::Source> pending_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<RuleSource> read_rules(std::vector<parser::Source> sources,
                                   parser::Diagnostics& diagnostics) {
  return Reader(diagnostics).read(std::move(sources));
}

std::vector<RuleSource> read_rules(std::vector<parser::Source> sources,
                                   parser::Diagnostics& diagnostics, RuleSetBuilder& builder) {
  return Reader(diagnostics, &builder).read(std::move(sources));
}

std::string display_name(const Rule& rule, const parser::Prefixes& prefixes) {
  if (rule.name) return parser::to_turtle(*rule.name, prefixes);
  if (!rule.metadata.titles.empty()) return rule.metadata.titles.front().text;
  return fmt::format("rule at {}:{}", rule.location.source, rule.location.position.line);
}

}  // namespace rules
