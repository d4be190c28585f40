#include "kg/compact_terms.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace {

using kg::CompactTerms;
using kg::IdKind;
using kg::TermBytes;

/// Adds a term if need be, and returns its number.
std::uint32_t number_of(CompactTerms& terms, const TermBytes& bytes) {
  const std::uint64_t hash = CompactTerms::hash(bytes);
  const auto known = terms.find(bytes, hash);
  return known ? *known : terms.insert(bytes, hash);
}

std::string text_of(const CompactTerms& terms, std::uint32_t number) {
  std::string buffer;
  return std::string(terms.at(number).joined(buffer).payload);
}

}  // namespace

TEST_CASE("compact terms are numbered in their order, and given back byte by byte") {
  CompactTerms terms;
  const std::vector<TermBytes> all = {
      {IdKind::Iri, "http://example.org/person1"},
      {IdKind::Iri, "http://example.org/person2"},
      {IdKind::Iri, "http://example.org/person"},
      {IdKind::Iri, "http://example.org/person3"},
      {IdKind::Iri, "http://example.org/"},
      {IdKind::Iri, "http://example.org/name#first"},
      {IdKind::Iri, "http://example.org/name#second"},
      {IdKind::Iri, "http://example.org/name#third"},
      {IdKind::Iri, "1234567890"},
      {IdKind::Iri, "a:b"},
      {IdKind::String, "http://example.org/person1"},
      {IdKind::String, ""},
      {IdKind::BlankNode, "http://example.org/person1"},
      {IdKind::Literal, std::string_view("\x01\x00\x80 and \xFF", 9)},
  };
  for (std::size_t i = 0; i < all.size(); ++i) CHECK(number_of(terms, all[i]) == i);
  CHECK(terms.size() == all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i);
    CHECK(terms.find(all[i], CompactTerms::hash(all[i])) == number);
    CHECK(terms.at(number).kind == all[i].kind);
    CHECK(text_of(terms, number) == all[i].payload);
  }
}

TEST_CASE("a term is the same whether its prefix was known when it came or not") {
  CompactTerms terms;
  // The first is written whole, since its prefix may be its own; the second brings the prefix.
  for (int i = 0; i < 3; ++i)
    number_of(terms, {IdKind::Iri, "http://e.org/a/" + std::to_string(i)});
  CHECK(number_of(terms, {IdKind::Iri, "http://e.org/a/0"}) == 0);
  CHECK(number_of(terms, {IdKind::Iri, "http://e.org/a/2"}) == 2);
  CHECK(terms.at(0).first.empty());
  CHECK(terms.at(2).first == "http://e.org/a/");
  CHECK(terms.at(2).second == "2");
}

TEST_CASE("random terms, of long and short, are told apart by compact terms") {
  std::mt19937 random(5);
  const auto below = [&](std::uint32_t n) { return random() % n; };
  CompactTerms terms;
  std::map<std::pair<IdKind, std::string>, std::uint32_t> expected;
  for (int i = 0; i < 60'000; ++i) {
    std::string text = "http://" + std::string(below(40), 'x') + std::to_string(below(30));
    if (below(2) == 0) text += '/';
    if (below(100) == 0) text += std::string(below(2000), 'y');
    text += std::to_string(below(500));
    const IdKind kind = below(3) == 0 ? IdKind::String : IdKind::Iri;
    const auto [at, is_new] =
        expected.try_emplace({kind, text}, static_cast<std::uint32_t>(expected.size()));
    REQUIRE(number_of(terms, {kind, text}) == at->second);
  }
  CHECK(terms.size() == expected.size());
  CHECK(terms.size() > 20'000);
  for (const auto& [term, number] : expected) {
    REQUIRE(terms.at(number).kind == term.first);
    REQUIRE(text_of(terms, number) == term.second);
  }
}

TEST_CASE("an index by tags finds what was put under a hash, also where many hashes are alike") {
  std::mt19937_64 random(7);
  kg::TagIndex index;
  std::vector<std::uint64_t> hashes;
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    // A third of them share a line or two.
    hashes.push_back(i % 3 == 0 ? (std::uint64_t{0xFFFFFFFF} << 32) | random() % 7 : random());
    index.insert(hashes.back(), i, [&](std::uint32_t n) { return hashes[n]; });
  }
  for (std::uint32_t i = 0; i < hashes.size(); ++i) {
    REQUIRE(index.find(hashes[i], [&](std::uint32_t n) { return n == i; }) == i);
  }
  CHECK(index.find(random(), [](std::uint32_t) { return false; }) == kg::TagIndex::kNone);
  CHECK(kg::TagIndex().find(1, [](std::uint32_t) { return true; }) == kg::TagIndex::kNone);
}
