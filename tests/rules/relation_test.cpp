#include "rules/relation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

using rules::LocalId;
using rules::Pair;
using rules::Relation;
using rules::Side;
using rules::View;

namespace {

constexpr LocalId kTerms = 40;

/// Rows by the view that shows them, beside what the relation says.
struct Model {
  std::set<Pair> base;
  std::set<Pair> before;
  std::set<Pair> all;
};

bool contains(const Relation& relation, Pair key, View view) {
  std::uint8_t found = 0;
  relation.contains(&key, 1, view, &found);
  return found != 0;
}

void compare(Relation& relation, const Model& model) {
  for (const View view : {View::Base, View::Before, View::All}) {
    relation.index(Side::Subject, view, kTerms);
    relation.index(Side::Object, view, kTerms);
    relation.index_rows(view, kTerms);
    const std::set<Pair>& expected = view == View::Base     ? model.base
                                     : view == View::Before ? model.before
                                                            : model.all;
    REQUIRE(relation.range(view).size() == expected.size());
    std::set<Pair> by_subject;
    std::set<Pair> by_object;
    for (LocalId k = 1; k < kTerms; ++k) {
      const auto objects = relation.find(Side::Subject, k, view);
      for (std::uint32_t i = 0; i < objects.count; ++i)
        by_subject.insert(rules::make_pair(k, objects.begin[i]));
      const auto subjects = relation.find(Side::Object, k, view);
      for (std::uint32_t i = 0; i < subjects.count; ++i)
        by_object.insert(rules::make_pair(subjects.begin[i], k));
      for (LocalId o = 1; o < kTerms; ++o) {
        const Pair key = rules::make_pair(k, o);
        REQUIRE(contains(relation, key, view) == expected.contains(key));
      }
    }
    REQUIRE(by_subject == expected);
    REQUIRE(by_object == expected);
  }
}

/// What the members of each term say.
void compare_members(Relation& relation, const Model& model) {
  for (LocalId k = 1; k < kTerms; ++k) {
    relation.index_members(Side::Subject, k, kTerms);
    relation.index_members(Side::Object, k, kTerms);
  }
  for (LocalId s = 1; s < kTerms; ++s) {
    for (LocalId o = 1; o < kTerms; ++o) {
      const Pair key = rules::make_pair(s, o);
      const bool all = model.all.contains(key);
      const bool before = model.before.contains(key);
      for (const auto& [view, expected] :
           {std::pair(View::All, all), std::pair(View::Before, before),
            std::pair(View::Delta, all && !before)}) {
        REQUIRE(relation.members(Side::Subject, s)->has(o, view) == expected);
        REQUIRE(relation.members(Side::Object, o)->has(s, view) == expected);
      }
    }
  }
}

/// Runs rounds of random rows; the indexes are built in the round `index_in`.
void run(std::size_t base_rows, std::uint32_t index_in) {
  std::mt19937 random(static_cast<std::uint32_t>(base_rows) + index_in);
  std::uniform_int_distribution<LocalId> id(1, kTerms - 1);
  const auto row = [&] { return rules::make_pair(id(random), id(random)); };
  Relation relation(1);
  Model model;
  while (model.base.size() < base_rows) {
    const Pair r = row();
    if (model.base.insert(r).second) relation.add_base(r);
  }
  relation.leave_out_repeated(kTerms);
  relation.seal_base();
  model.before = model.all = model.base;
  for (std::uint32_t round = 1; round < 8; ++round) {
    if (round >= index_in) compare(relation, model);
    if (round >= index_in) compare_members(relation, model);
    std::vector<Pair> rows(round == 4 ? 0 : 20);
    std::generate(rows.begin(), rows.end(), row);
    std::set<Pair> next = model.all;
    next.insert(rows.begin(), rows.end());
    REQUIRE(relation.insert(rows.data(), rows.size(), kTerms) == next.size() - model.all.size());
    // What the round adds, it does not see.
    if (round >= index_in) compare(relation, model);
    if (relation.changing()) {
      relation.advance(round + 1, kTerms);
      model.before = model.all;
    } else {
      relation.settle();
      model.before = model.all;
    }
    model.all = next;
  }
  relation.settle();
  model.before = model.all;
  compare(relation, model);
  compare_members(relation, model);
}

}  // namespace

TEST_CASE("a relation shows each view its rows, whenever its indexes are built") {
  for (const std::size_t base_rows : {0, 1, 60}) {
    for (const std::uint32_t index_in : {1U, 2U, 3U, 6U, 100U}) run(base_rows, index_in);
  }
}

TEST_CASE("estimates are near") {
  Relation relation(1);
  for (LocalId i = 0; i < 100'000; ++i) relation.add_base(rules::make_pair(1 + i, 1 + i % 50));
  relation.leave_out_repeated(kTerms);
  relation.seal_base();
  CHECK(relation.distinct(Side::Object) == Approx(50).margin(25));
  CHECK(relation.distinct(Side::Subject) > 5'000);
  CHECK(relation.rows_with(Side::Object, 7) == Approx(2'000).epsilon(0.6));
  relation.index(Side::Object, View::All, 100'001);
  CHECK(relation.distinct(Side::Object) == 50);
  CHECK(relation.rows_with(Side::Object, 7) == 2'000);
  CHECK(relation.rows_with(Side::Object, 51) == 0);
}
