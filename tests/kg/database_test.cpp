#include "kg/database.h"

#include <catch2/catch.hpp>

#include "kg/key_encoding.h"
#include "kg/store_directory.h"
#include "kg/stored_values.h"
#include "kg/term_sort.h"
#include "tests/kg/random_triples.h"
#include "tests/kg/temporary_directory.h"

namespace {

using kg::Database;
using kg::OpenMode;
using kg::Table;
using kg::TermId;
using rdf::Term;

Database open(const std::filesystem::path& path) {
  kg::prepare_store_directory(path, OpenMode::ReadWrite);
  return Database::open(path, OpenMode::ReadWrite);
}

std::string id_bytes(TermId id) {
  std::string bytes(kg::kIdBytes, '\0');
  kg::write_id(bytes.data(), id);
  return bytes;
}

/// Makes the long term stand under its key with these ids only, as if their hashes were the same.
void set_ids(const std::filesystem::path& path, const Term& term, const std::string& ids) {
  Database database = open(path);
  const std::string key = kg::ids_key({kg::IdKind::Iri, term.lexical});
  database.apply({{{Table::Ids, [&](kg::ChangeSink& sink) { sink.put(key, ids); }}}}, false);
}

}  // namespace

TEST_CASE("Changes of both ways put, replace and take out, and show in the next view",
          "[database]") {
  TemporaryDirectory directory;
  for (const bool bulk : {false, true}) {
    Database database = open(directory / (bulk ? "files" : "log"));
    auto apply = [&](const std::map<std::string, std::optional<std::string>>& entries) {
      auto write = [&](kg::ChangeSink& sink) {
        for (const auto& [key, value] : entries) {
          if (value) {
            sink.put(key, *value);
          } else {
            sink.erase(key);
          }
        }
      };
      database.apply({{{Table::Spo, write}, {Table::Metadata, write}}}, bulk);
    };
    apply({{"a", "1"}, {"b", "2"}, {"c", "3"}});
    const kg::DatabaseView early = database.view();
    apply({{"a", std::nullopt}, {"b", "22"}, {"d", "4"}});
    auto contents = [](const kg::DatabaseView& view, Table table) {
      std::string text;
      kg::Cursor cursor = view.cursor(table);
      for (cursor.seek(""); cursor.valid(); cursor.next()) {
        text += std::string(cursor.key()) + std::string(cursor.value()) + " ";
      }
      return text;
    };
    const kg::DatabaseView late = database.view();
    for (const Table table : {Table::Spo, Table::Metadata}) {
      CHECK(contents(early, table) == "a1 b2 c3 ");
      CHECK(contents(late, table) == "b22 c3 d4 ");
    }
    CHECK(contents(late, Table::Pos).empty());
    std::string value;
    CHECK_FALSE(late.get(Table::Spo, "a", value));
    CHECK(early.get(Table::Spo, "a", value));
    CHECK(value == "1");
  }
}

TEST_CASE("A change that fails half-way leaves everything as it was", "[database]") {
  TemporaryDirectory directory;
  for (const bool bulk : {false, true}) {
    Database database = open(directory / (bulk ? "files" : "log"));
    auto good = [](kg::ChangeSink& sink) { sink.put("a", "1"); };
    auto bad = [](kg::ChangeSink&) { throw std::runtime_error("no more"); };
    CHECK_THROWS_WITH(database.apply({{{Table::Spo, good}, {Table::Pos, bad}}}, bulk), "no more");
    std::string value;
    CHECK_FALSE(database.view().get(Table::Spo, "a", value));
    CHECK_FALSE(std::filesystem::exists(directory / "files/bulk"));
  }
}

TEST_CASE("Long terms whose hashes are the same are told apart", "[database]") {
  TemporaryDirectory directory;
  const auto path = directory / "db";
  const Term a = Term::iri("a" + std::string(500, 'x'));
  const Term b = Term::iri("b" + std::string(500, 'x'));
  TermId a_id = TermId::None;
  {
    kg::TripleStore store = kg::TripleStore::open(path, OpenMode::ReadWrite);
    kg::Transaction change = store.begin();
    a_id = change.intern(a);
    change.commit();
  }
  set_ids(path, b, id_bytes(a_id));
  {
    kg::TripleStore store = kg::TripleStore::open(path, OpenMode::ReadWrite);
    CHECK_FALSE(store.snapshot().find(b));
    kg::Transaction change = store.begin();
    const TermId b_id = change.intern(b);
    CHECK(b_id != a_id);
    change.commit();
    CHECK(store.snapshot().find(b) == b_id);
    CHECK(store.snapshot().find(a) == a_id);
    CHECK(store.snapshot().term(b_id) == b);
  }
  std::string ids;
  CHECK(open(path).view().get(Table::Ids, kg::ids_key({kg::IdKind::Iri, b.lexical}), ids));
  CHECK(ids.size() == 2 * kg::kIdBytes);
}

TEST_CASE("Strings are sorted as std::sort sorts them", "[database]") {
  RandomTriples random(1);
  for (int round = 0; round < 300; ++round) {
    std::set<std::string> distinct;
    for (std::uint64_t i = random.below(200); i > 0; --i) {
      std::string text(random.below(3) * 8, 'x');
      for (std::uint64_t n = random.below(20); n > 0; --n) {
        text += std::string("\0ab\xFF", 4)[random.below(4)];
      }
      distinct.insert(text);
    }
    std::vector<std::string_view> strings(distinct.begin(), distinct.end());
    const std::vector<std::string_view> expected = strings;
    for (std::size_t i = strings.size(); i > 1; --i)
      std::swap(strings[i - 1], strings[random.below(i)]);
    std::vector<std::string_view> sorted;
    std::vector<kg::NumberedString> numbered;
    for (const std::string_view text : strings) {
      numbered.emplace_back(text, static_cast<std::uint32_t>(numbered.size()));
    }
    kg::sort_strings(numbered);
    for (const kg::NumberedString& text : numbered) sorted.push_back(strings[text.number()]);
    REQUIRE(sorted == expected);
  }
}
