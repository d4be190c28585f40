#include "kg/key_encoding.h"

#include <catch2/catch.hpp>

#include "kg/stored_values.h"
#include "kg/varint.h"
#include "tests/kg/random_triples.h"

using kg::KeyOrder;
using kg::Quad;
using kg::TermId;

namespace {

TermId random_id(RandomTriples& random) {
  const auto bits = random.below(~std::uint64_t{0});
  return static_cast<TermId>(bits >> random.below(60));
}

Quad random_quad(RandomTriples& random) {
  return {{random_id(random), random_id(random), random_id(random)}, random_id(random)};
}

}  // namespace

TEST_CASE("Keys come back and sort as the ids in their order do", "[key_encoding]") {
  RandomTriples random(1);
  for (int i = 0; i < 5'000; ++i) {
    const Quad a = random_quad(random);
    Quad b = random_quad(random);
    if (i % 2) b.graph = a.graph;
    for (const KeyOrder order : {KeyOrder::Spo, KeyOrder::Pos, KeyOrder::Osp}) {
      const kg::QuadKey x = kg::quad_key(order, a);
      const kg::QuadKey y = kg::quad_key(order, b);
      REQUIRE(kg::read_quad_key(order, kg::view(x)) == a);
      REQUIRE(kg::read_triple_key(order, kg::view(kg::triple_key(order, a.triple))) == a.triple);
      const auto p = std::pair(a.graph, kg::permute(order, a.triple));
      const auto q = std::pair(b.graph, kg::permute(order, b.triple));
      REQUIRE((p < q) == (kg::view(x) < kg::view(y)));
    }
  }
}

TEST_CASE("Bound positions stand at the front of the order that is chosen", "[key_encoding]") {
  RandomTriples random(1);
  for (unsigned shape = 0; shape < 8; ++shape) {
    const kg::TripleMask mask = random.mask(shape);
    const kg::Access access = kg::choose_access(mask);
    const auto ids = kg::permute(access.order, {mask.subject, mask.predicate, mask.object});
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK((ids[i] != TermId::None) == (i < access.bound));
    }
  }
}

TEST_CASE("Chunks of quads come back", "[key_encoding]") {
  RandomTriples random(1);
  for (int round = 0; round < 100; ++round) {
    std::vector<Quad> quads;
    for (int i = 0; i < 50; ++i) {
      quads.push_back(random_quad(random));
      if (i % 3 == 0) quads.push_back({random.triple()});
    }
    std::sort(quads.begin(), quads.end(), kg::less_by_graph);
    kg::QuadChunkWriter writer;
    for (const Quad& quad : quads) writer.add(quad);
    REQUIRE(writer.size() == quads.size());
    std::vector<Quad> read;
    kg::read_quad_chunk(writer.take(), read);
    REQUIRE(read == quads);
    REQUIRE(writer.size() == 0);
  }
}

TEST_CASE("Numbers of variable length come back, and cut off ones are noticed", "[key_encoding]") {
  RandomTriples random(1);
  for (int i = 0; i < 5'000; ++i) {
    const std::uint64_t number = random.below(~std::uint64_t{0}) >> random.below(64);
    std::string bytes;
    kg::append_varint(bytes, number);
    std::string_view in = bytes;
    REQUIRE(kg::take_varint(in) == number);
    REQUIRE(in.empty());
    std::string_view cut = std::string_view(bytes).substr(0, bytes.size() - 1);
    REQUIRE_THROWS_AS(kg::take_varint(cut), kg::StorageError);
  }
}
