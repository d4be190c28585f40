/// Looks up triples of a store by subject and predicate, through kg::Snapshot and in a bare loop
/// over RocksDB with the same options, in turns.
///
///     bench_lookup STORE KEYS ROUNDS
///
/// Takes KEYS pairs of a subject and a predicate that the store has, spread over all of it and
/// shuffled, and writes JSON on stdout: the seconds of each round, after one that is not counted,
/// and what was found. bench/store runs it.
#include <rocksdb/db.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "kg/database.h"
#include "kg/key_encoding.h"
#include "kg/rocks.h"
#include "kg/store_directory.h"
#include "kg/triple_store.h"

namespace {

struct Pair {
  kg::TermId subject;
  kg::TermId predicate;
};

/// What a round found: equal for both ways if they found the same triples.
struct Found {
  std::uint64_t triples = 0;
  std::uint64_t objects = 0;  ///< the sum of their ids

  void add(kg::TermId object) {
    ++triples;
    objects += static_cast<std::uint64_t>(object);
  }
};

std::vector<Pair> choose_pairs(const kg::Snapshot& snapshot, std::size_t wanted) {
  std::vector<Pair> pairs;
  kg::Triple last;
  std::uint64_t met = 0;
  std::mt19937_64 random(1);
  snapshot.scan({}, kg::Part::Base, [&](const kg::Triple& t, kg::Order) {
    if (t.subject == last.subject && t.predicate == last.predicate) return true;
    last = t;
    ++met;
    const std::uint64_t place = pairs.size() < wanted ? met - 1 : random() % met;
    if (place == pairs.size()) pairs.emplace_back();
    if (place < pairs.size()) pairs[place] = {t.subject, t.predicate};
    return true;
  });
  std::shuffle(pairs.begin(), pairs.end(), random);
  return pairs;
}

Found through_store(const kg::Snapshot& snapshot, const std::vector<Pair>& pairs) {
  Found found;
  for (const auto& [subject, predicate] : pairs) {
    snapshot.scan({subject, predicate, kg::TermId::None}, kg::Part::Base,
                  [&](const kg::Triple& triple, kg::Order) {
                    found.add(triple.object);
                    return true;
                  });
  }
  return found;
}

class BareRocks {
 public:
  explicit BareRocks(const std::string& store) {
    const auto directory = kg::tables_directory(store);
    rocksdb::DB* db = nullptr;
    const rocksdb::Status status =
        rocksdb::DB::OpenForReadOnly(kg::database_options(kg::OpenMode::ReadOnly, directory),
                                     directory.string(), kg::table_descriptors(), &handles_, &db);
    db_.reset(db);
    if (!status.ok()) throw std::runtime_error(status.ToString());
    iterator_.reset(db->NewIterator({}, handles_[static_cast<std::size_t>(kg::Table::Spo)]));
  }
  ~BareRocks() {
    iterator_.reset();
    for (rocksdb::ColumnFamilyHandle* handle : handles_) {
      db_->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
  }
  BareRocks(const BareRocks&) = delete;
  BareRocks& operator=(const BareRocks&) = delete;

  Found look_up(const std::vector<Pair>& pairs) {
    constexpr std::size_t kPrefix = 3 * kg::kIdBytes;
    char prefix[kPrefix] = {};  // the default graph is 0
    Found found;
    for (const auto& [subject, predicate] : pairs) {
      kg::write_id(prefix + kg::kIdBytes, subject);
      kg::write_id(prefix + 2 * kg::kIdBytes, predicate);
      const rocksdb::Slice wanted(prefix, kPrefix);
      for (iterator_->Seek(wanted); iterator_->Valid() && iterator_->key().starts_with(wanted);
           iterator_->Next()) {
        found.add(kg::read_id(iterator_->key().data() + kPrefix));
      }
    }
    return found;
  }

 private:
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

/// One way of looking up, round by round.
struct Rounds {
  std::vector<double> seconds;
  Found found;

  template <typename Run>
  void add(bool counted, const Run& run) {
    const auto start = std::chrono::steady_clock::now();
    found = run();
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
    if (counted) seconds.push_back(passed.count());
  }
  std::string json() const {
    return fmt::format(R"({{"seconds": [{:.6f}], "found": [{}, {}]}})", fmt::join(seconds, ", "),
                       found.triples, found.objects);
  }
};

void run(const std::string& path, std::size_t wanted, int rounds) {
  const kg::TripleStore store = kg::TripleStore::open(path, kg::OpenMode::ReadOnly);
  const kg::Snapshot snapshot = store.snapshot();
  const std::vector<Pair> pairs = choose_pairs(snapshot, wanted);
  BareRocks rocks(path);
  Rounds ours;
  Rounds bare;
  for (int round = 0; round <= rounds; ++round) {
    ours.add(round > 0, [&] { return through_store(snapshot, pairs); });
    bare.add(round > 0, [&] { return rocks.look_up(pairs); });
  }
  std::cout << fmt::format("{{\"keys\": {}, \"store\": {}, \"rocksdb\": {}}}\n", pairs.size(),
                           ours.json(), bare.json());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: bench_lookup STORE KEYS ROUNDS\n";
    return 2;
  }
  try {
    run(argv[1], std::stoul(argv[2]), std::stoi(argv[3]));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
