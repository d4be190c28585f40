#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include "kg/storage_error.h"
#include "kg/triple_store.h"
#include "tests/kg/child_process.h"
#include "tests/kg/temporary_directory.h"

namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using kg::OpenMode;
using kg::TripleStore;

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Names and contents of all that is in a directory.
std::map<std::string, std::string> image(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    std::string& text = files[entry.path().string()];
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    text.assign(std::istreambuf_iterator<char>(in), {});
  }
  return files;
}

void make_store(const fs::path& path) {
  TripleStore store = TripleStore::open(path, OpenMode::ReadWrite);
  kg::Transaction change = store.begin();
  change.replace_source("one.ttl");
  const kg::TermId a = change.intern(rdf::Term::iri("http://example.org/a"));
  change.state({{a, a, a}}, 1);
  change.commit();
}

/// Opening fails with a message that says this, and changes nothing in `directory`.
void check_refused(const fs::path& path, OpenMode mode, const fs::path& directory,
                   const std::string& message) {
  const auto before = image(directory);
  CHECK_THROWS_WITH(TripleStore::open(path, mode), Contains(message) && Contains(path.string()));
  CHECK(image(directory) == before);
}

constexpr const char* kHeldStore = "WARRANT_TEST_HELD_STORE";

}  // namespace

TEST_CASE("A store is created with its parents, or in an empty directory", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "x/y/db");
  fs::create_directory(directory / "empty");
  make_store(directory / "empty");
  for (const char* name : {"x/y/db", "empty"}) {
    const TripleStore store = TripleStore::open(directory / name, OpenMode::ReadOnly);
    CHECK(store.snapshot().statistics().asserted == 1);
    CHECK(store.path() == directory / name);
  }
}

TEST_CASE("A creation that was killed half-way is made good by the next", "[store]") {
  TemporaryDirectory directory;
  fs::create_directory(directory / "db");
  write_file(directory / "db/FORMAT.new", "warr");
  make_store(directory / "db");
  fs::create_directories(directory / "later/tables");
  write_file(directory / "later/FORMAT", "warrant store\nformat 1\n");
  check_refused(directory / "later", OpenMode::ReadOnly, directory.path(), "never finished");
  make_store(directory / "later");
  CHECK(TripleStore::open(directory / "later", OpenMode::ReadOnly).snapshot().sources().size() ==
        1);
}

TEST_CASE("What is no store is refused and left as it is", "[store]") {
  TemporaryDirectory directory;
  fs::create_directory(directory / "foreign");
  write_file(directory / "foreign/letter.txt", "Dear");
  fs::create_directory(directory / "other");
  write_file(directory / "other/FORMAT", "something else\n");
  write_file(directory / "file", "text");
  fs::create_directory(directory / "empty");
  for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
    check_refused(directory / "foreign", mode, directory.path(), "not a Warrant store");
    check_refused(directory / "other", mode, directory.path(), "not a Warrant store");
    check_refused(directory / "file", mode, directory.path(), "is a file");
  }
  check_refused(directory / "none", OpenMode::ReadOnly, directory.path(), "there is no store");
  check_refused(directory / "empty", OpenMode::ReadOnly, directory.path(), "is empty");
  check_refused(directory / "file/db", OpenMode::ReadWrite, directory.path(), "file/db");
}

TEST_CASE("A newer format is refused and left as it is", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  write_file(directory / "db/FORMAT", "warrant store\nformat 2\n");
  for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
    check_refused(directory / "db", mode, directory.path(), "has format 2");
  }
}

TEST_CASE("A store that lost its CURRENT file is not taken for a new one", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  TripleStore::open(directory / "db", OpenMode::ReadWrite);  // writes the log into tables
  fs::remove(directory / "db/tables/CURRENT");
  for (const OpenMode mode : {OpenMode::ReadWrite, OpenMode::ReadOnly}) {
    check_refused(directory / "db", mode, directory.path(), "is damaged");
  }
}

TEST_CASE("A store that is open for writing can be read but not written by another", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  const TripleStore writer = TripleStore::open(directory / "db", OpenMode::ReadWrite);
  CHECK_THROWS_WITH(TripleStore::open(directory / "db", OpenMode::ReadWrite),
                    Contains("open for writing") && Contains("read-only") &&
                        Contains((directory / "db").string()));
  const auto before = image(directory.path());
  {
    const TripleStore reader = TripleStore::open(directory / "db", OpenMode::ReadOnly);
    CHECK(reader.snapshot().statistics().asserted == 1);
  }
  CHECK(image(directory.path()) == before);
}

TEST_CASE("hold a store open", "[.][hold-store]") {
  const char* path = std::getenv(kHeldStore);
  if (path == nullptr) return;
  const TripleStore store = TripleStore::open(path, OpenMode::ReadWrite);
  std::cout << "open" << std::endl;
  std::cin.get();
}

TEST_CASE("Another process that holds the store is named as the reason", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  ChildProcess child("[hold-store]", kHeldStore, (directory / "db").string());
  while (true) {
    const std::string line = child.read_line();
    if (line == "open") break;
    REQUIRE_FALSE(line.find("FAILED") != std::string::npos);
  }
  CHECK_THROWS_WITH(TripleStore::open(directory / "db", OpenMode::ReadWrite),
                    Contains("another process") && Contains("read-only"));
  CHECK(TripleStore::open(directory / "db", OpenMode::ReadOnly).snapshot().sources().size() == 1);
  child.kill();
  CHECK(TripleStore::open(directory / "db", OpenMode::ReadWrite).snapshot().sources().size() == 1);
}

TEST_CASE("A store that is open read-only takes no transaction", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  TripleStore store = TripleStore::open(directory / "db", OpenMode::ReadOnly);
  CHECK_THROWS_WITH(store.begin(), Contains("read-only"));
}

TEST_CASE("Files of a bulk commit that was killed are deleted", "[store]") {
  TemporaryDirectory directory;
  make_store(directory / "db");
  fs::create_directory(directory / "db/bulk");
  write_file(directory / "db/bulk/3-0.sst", "half");
  const TripleStore store = TripleStore::open(directory / "db", OpenMode::ReadWrite);
  CHECK_FALSE(fs::exists(directory / "db/bulk"));
}
