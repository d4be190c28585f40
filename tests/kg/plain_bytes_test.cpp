#include "kg/rdf/plain_bytes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

namespace {

using Find = const char* (*)(const char*, const char*);

/// The bytes that a function stops at, wherever in a text they stand.
std::string stops(Find find) {
  std::string found;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    std::string text(40, 'a');
    const bool stopping = find(&c, &c + 1) == &c;
    if (stopping) found += c;
    for (std::size_t at = 0; at < text.size(); ++at) {
      text[at] = c;
      const char* const begin = text.data();
      const char* const expected = begin + (stopping ? at : text.size());
      if (find(begin, begin + text.size()) != expected) return "elsewhere than at its place";
      text[at] = 'a';
    }
  }
  return found;
}

std::string sorted(std::string bytes) {
  std::sort(bytes.begin(), bytes.end(), [](char a, char b) {
    return static_cast<unsigned char>(a) < static_cast<unsigned char>(b);
  });
  return bytes;
}

std::string controls(char below) {
  std::string bytes;
  for (char c = 0; c < below; ++c) bytes += c;
  return bytes;
}

}  // namespace

TEST_CASE("plain text ends at the first byte that is none, in short texts and long ones") {
  CHECK(stops(rdf::end_of_plain_iri) == sorted(controls(0x21) + "<>\"{}|^`\\"));
  CHECK(stops(rdf::end_of_plain_string) == sorted("\"\\\n\r"));
  CHECK(stops(rdf::end_of_canonical_string) == sorted(controls(0x20) + "\"\\\x7F\xEF"));
  const std::string_view none;
  CHECK(rdf::end_of_plain_iri(none.data(), none.data()) == none.data());
}
