#include "parser/iri.h"

#include <algorithm>
#include <optional>

#include "parser/characters.h"

namespace parser {
namespace {

/// The five components of RFC 3986, section 3. An undefined one differs from an empty one.
struct IriParts {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

/// The length of the scheme, or npos.
std::size_t scheme_length(std::string_view iri) {
  if (iri.empty() || !is_letter(iri.front())) return std::string_view::npos;
  const auto* const end = std::find_if_not(iri.begin(), iri.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
  return end != iri.end() && *end == ':' ? static_cast<std::size_t>(end - iri.begin())
                                         : std::string_view::npos;
}

IriParts split(std::string_view iri) {
  IriParts parts;
  if (const std::size_t length = scheme_length(iri); length != std::string_view::npos) {
    parts.scheme = iri.substr(0, length);
    iri.remove_prefix(length + 1);
  }
  if (const std::size_t at = iri.find('#'); at != std::string_view::npos) {
    parts.fragment = iri.substr(at + 1);
    iri = iri.substr(0, at);
  }
  if (const std::size_t at = iri.find('?'); at != std::string_view::npos) {
    parts.query = iri.substr(at + 1);
    iri = iri.substr(0, at);
  }
  if (iri.starts_with("//")) {
    const std::size_t end = std::min(iri.find('/', 2), iri.size());
    parts.authority = iri.substr(2, end - 2);
    iri.remove_prefix(end);
  }
  parts.path = iri;
  return parts;
}

/// Section 5.2.4.
std::string remove_dot_segments(std::string_view input) {
  std::string output;
  const auto drop_last_segment = [&output] {
    const std::size_t slash = output.rfind('/');
    output.resize(slash == std::string::npos ? 0 : slash);
  };
  while (!input.empty()) {
    if (input.starts_with("../")) {
      input.remove_prefix(3);
    } else if (input.starts_with("./") || input.starts_with("/./")) {
      input.remove_prefix(2);
    } else if (input == "/.") {
      input = "/";
    } else if (input.starts_with("/../")) {
      input.remove_prefix(3);
      drop_last_segment();
    } else if (input == "/..") {
      input = "/";
      drop_last_segment();
    } else if (input == "." || input == "..") {
      input = {};
    } else {
      const std::size_t end = std::min(input.find('/', 1), input.size());
      output += input.substr(0, end);
      input.remove_prefix(end);
    }
  }
  return output;
}

/// Section 5.2.3.
std::string merge(const IriParts& base, std::string_view path) {
  if (base.authority && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  std::string merged(base.path.substr(0, slash == std::string_view::npos ? 0 : slash + 1));
  return merged += path;
}

/// Section 5.3.
std::string compose(const IriParts& parts) {
  std::string iri;
  if (parts.scheme) (iri += *parts.scheme) += ':';
  if (parts.authority) (iri += "//") += *parts.authority;
  iri += parts.path;
  if (parts.query) (iri += '?') += *parts.query;
  if (parts.fragment) (iri += '#') += *parts.fragment;
  return iri;
}

}  // namespace

bool is_absolute_iri(std::string_view iri) { return scheme_length(iri) != std::string_view::npos; }

std::string resolve_iri(std::string_view base_iri, std::string_view reference) {
  const IriParts base = split(base_iri);
  IriParts target = split(reference);
  std::string path;  // keeps alive what `target.path` views
  if (target.scheme) {
    path = remove_dot_segments(target.path);
  } else {
    target.scheme = base.scheme;
    if (target.authority) {
      path = remove_dot_segments(target.path);
    } else {
      target.authority = base.authority;
      if (target.path.empty()) {
        path = base.path;
        if (!target.query) target.query = base.query;
      } else if (target.path.starts_with('/')) {
        path = remove_dot_segments(target.path);
      } else {
        path = remove_dot_segments(merge(base, target.path));
      }
    }
  }
  target.path = path;
  return compose(target);
}

std::string base_iri(std::string_view source_name) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  static constexpr std::string_view kEncoded = " \"#%<>?\\^`{|}";
  std::string iri = source_name.starts_with('/') ? "file://" : "file:///";
  for (const char c : source_name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && kEncoded.find(c) == std::string_view::npos) {
      iri += c;
    } else {
      iri += '%';
      iri += kHex[byte >> 4];
      iri += kHex[byte & 15];
    }
  }
  return iri;
}

}  // namespace parser
