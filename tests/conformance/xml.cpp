#include "tests/conformance/xml.h"

#include <charconv>
#include <cstdint>
#include <stdexcept>

namespace conformance {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

void append_utf8(std::string& out, std::uint32_t c) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | c >> 6U);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | c >> 12U);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0U | c >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  XmlElement document() {
    skip_to_element();
    return element();
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error("XML: " + what + " at byte " + std::to_string(at_));
  }

  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void skip_blanks() { at_ = std::min(text_.find_first_not_of(kBlanks, at_), text_.size()); }

  /// What stands before the next `end`, which is skipped.
  std::string_view until(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) fail("no " + std::string(end));
    const std::string_view result = text_.substr(at_, found - at_);
    at_ = found + end.size();
    return result;
  }

  bool skip_comment() {
    if (take("<!--")) {
      until("-->");
      return true;
    }
    if (take("<?")) {
      until("?>");
      return true;
    }
    return false;
  }

  void skip_to_element() {
    while (true) {
      skip_blanks();
      if (take("\xEF\xBB\xBF") || skip_comment()) continue;
      if (!take("<!DOCTYPE")) return;
      until(">");
    }
  }

  std::string name() {
    const std::size_t end = text_.find_first_of(" \t\r\n=/>", at_);
    if (end == std::string_view::npos || end == at_) fail("no name");
    const std::string result(text_.substr(at_, end - at_));
    at_ = end;
    return result;
  }

  void attributes(XmlElement& element) {
    while (true) {
      skip_blanks();
      if (at_ >= text_.size() || text_[at_] == '/' || text_[at_] == '>') return;
      const std::string attribute = name();
      skip_blanks();
      if (!take("=")) fail("no '='");
      skip_blanks();
      if (!take("\"") && !take("'")) fail("no quote");
      element.attributes[attribute] = unescaped(until(text_.substr(at_ - 1, 1)));
    }
  }

  XmlElement element() {
    XmlElement result;
    if (!take("<")) fail("no element");
    result.name = name();
    attributes(result);
    if (take("/>")) return result;
    if (!take(">")) fail("no '>'");
    while (!take("</")) content(result);
    until(">");
    return result;
  }

  void content(XmlElement& of) {
    if (at_ >= text_.size()) fail("no end of <" + of.name + ">");
    if (skip_comment()) return;
    if (take("<![CDATA[")) {
      of.text += until("]]>");
    } else if (text_[at_] == '<') {
      of.children.push_back(element());
    } else {
      const std::size_t end = std::min(text_.find('<', at_), text_.size());
      of.text += unescaped(text_.substr(at_, end - at_));
      at_ = end;
    }
  }

  std::string unescaped(std::string_view escaped) const {
    std::string result;
    for (std::size_t i = 0; i < escaped.size(); ++i) {
      if (escaped[i] != '&') {
        result += escaped[i];
        continue;
      }
      const std::size_t end = escaped.find(';', i);
      if (end == std::string_view::npos) fail("no ';'");
      append_entity(result, escaped.substr(i + 1, end - i - 1));
      i = end;
    }
    return result;
  }

  void append_entity(std::string& out, std::string_view entity) const {
    static const std::map<std::string_view, char> kNamed = {
        {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
    if (entity.starts_with('#')) {
      const bool hexadecimal = entity.starts_with("#x");
      const std::string_view digits = entity.substr(hexadecimal ? 2 : 1);
      std::uint32_t c = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), c, hexadecimal ? 16 : 10);
      append_utf8(out, c);
      return;
    }
    const auto found = kNamed.find(entity);
    if (found == kNamed.end()) fail("unknown entity " + std::string(entity));
    out += found->second;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view XmlElement::local_name() const {
  const std::string_view whole = name;
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

const XmlElement* XmlElement::child(std::string_view wanted) const {
  for (const XmlElement& one : children) {
    if (one.local_name() == wanted) return &one;
  }
  return nullptr;
}

std::vector<const XmlElement*> XmlElement::all(std::string_view wanted) const {
  std::vector<const XmlElement*> found;
  for (const XmlElement& one : children) {
    if (one.local_name() == wanted) found.push_back(&one);
  }
  return found;
}

std::string XmlElement::attribute(const std::string& attribute_name) const {
  const auto found = attributes.find(attribute_name);
  return found == attributes.end() ? std::string() : found->second;
}

XmlElement read_xml(std::string_view text) { return Reader(text).document(); }

}  // namespace conformance
