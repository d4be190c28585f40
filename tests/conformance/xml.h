#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace conformance {

/// An element of an XML document, as far as results of tests need it.
struct XmlElement {
  std::string name;  ///< with its prefix
  std::map<std::string, std::string> attributes;
  std::string text;  ///< all character data directly within
  std::vector<XmlElement> children;

  /// The first child of that name, whatever its prefix; nullptr if there is none.
  const XmlElement* child(std::string_view local_name) const;
  std::vector<const XmlElement*> all(std::string_view local_name) const;
  /// `name` without its prefix.
  std::string_view local_name() const;
  /// The attribute of that name with its prefix; empty if there is none.
  std::string attribute(const std::string& attribute_name) const;
};

/// The document element. Throws std::runtime_error on what it does not understand.
XmlElement read_xml(std::string_view text);

}  // namespace conformance
