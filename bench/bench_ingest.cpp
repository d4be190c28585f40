/// The least that a bulk load has to do: sorts triples of numbers in three orders, writes each as
/// sorted files with the options of a store, and takes them into RocksDB, on all processors. No
/// text, no dictionary, no statements, no sources.
///
///     bench_ingest DIRECTORY TRIPLES
///
/// The directory is made, and deleted in the end. Writes JSON on stdout: the seconds all of it
/// took, and those of the sorting, added up over the threads.
#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "kg/database.h"
#include "kg/in_parallel.h"
#include "kg/key_encoding.h"
#include "kg/rocks.h"
#include "kg/row_sort.h"
#include "kg/term_id.h"

namespace {

using Row = std::array<std::uint64_t, 3>;
using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

/// Five a subject, of which one has a class for its object and the others any term.
std::vector<kg::Triple> make_triples(std::size_t count) {
  std::mt19937_64 random(1);
  const auto iri = [](std::uint64_t n) { return kg::dictionary_id(kg::IdKind::Iri, n + 1); };
  std::vector<kg::Triple> triples(count);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t object = i % 5 == 0 ? random() % 8 : random() % (count / 2);
    triples[i] = {iri(16 + i / 5), iri(8 + i % 5), iri(object)};
  }
  return triples;
}

struct Ingest {
  std::vector<kg::Triple> triples;
  std::filesystem::path directory;
  std::unique_ptr<rocksdb::DB> db;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  std::array<double, 3> sorting{};

  void open() {
    rocksdb::DB* opened = nullptr;
    auto options = kg::database_options(kg::OpenMode::ReadWrite, directory / "tables");
    check(rocksdb::DB::Open(options, (directory / "tables").string(), kg::table_descriptors(),
                            &handles, &opened));
    db.reset(opened);
  }

  rocksdb::ColumnFamilyHandle* handle(std::size_t order) const {
    return handles[static_cast<std::size_t>(kg::Table::Spo) + order];
  }

  std::string write(std::size_t which) {
    const auto order = static_cast<kg::KeyOrder>(which);
    const auto start = Clock::now();
    std::vector<Row> rows;
    rows.reserve(triples.size());
    for (const kg::Triple& triple : triples) {
      const auto ids = kg::permute(order, triple);
      rows.push_back({static_cast<std::uint64_t>(ids[0]), static_cast<std::uint64_t>(ids[1]),
                      static_cast<std::uint64_t>(ids[2])});
    }
    const auto words = [](const Row& row) { return row; };
    kg::RowSorter<Row, decltype(words)>(words).sort(rows);
    sorting[which] = since(start);
    const std::string path = (directory / (std::to_string(which) + ".sst")).string();
    rocksdb::SstFileWriter writer(rocksdb::EnvOptions(), db->GetOptions(handle(which)),
                                  handle(which), /*invalidate_page_cache=*/false);
    check(writer.Open(path));
    const Row* last = nullptr;
    for (const Row& row : rows) {
      if (last != nullptr && *last == row) continue;
      last = &row;
      const kg::Triple triple =
          kg::unpermute(order, {kg::TermId{row[0]}, kg::TermId{row[1]}, kg::TermId{row[2]}});
      const kg::QuadKey key = kg::quad_key(order, {triple, kg::TermId::None});
      check(writer.Put(rocksdb::Slice(key.data(), key.size()), rocksdb::Slice()));
    }
    check(writer.Finish());
    return path;
  }

  void run() {
    std::array<std::string, 3> files;
    kg::in_parallel(3, [&](std::size_t order) { files[order] = write(order); });
    std::vector<rocksdb::IngestExternalFileArg> arguments(3);
    for (std::size_t order = 0; order < 3; ++order) {
      arguments[order].column_family = handle(order);
      arguments[order].external_files = {files[order]};
      arguments[order].options.move_files = true;
      arguments[order].options.write_global_seqno = false;
    }
    check(db->IngestExternalFiles(arguments));
  }

  void close() {
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      db->DestroyColumnFamilyHandle(handle).PermitUncheckedError();
    }
    db.reset();
    std::filesystem::remove_all(directory);
  }
};

void run(const std::filesystem::path& directory, std::size_t count) {
  if (std::filesystem::exists(directory)) {
    throw std::runtime_error("'" + directory.string() + "' is there already");
  }
  std::filesystem::create_directories(directory);
  Ingest ingest{make_triples(count), directory, nullptr, {}, {}};
  ingest.open();
  const auto start = Clock::now();
  ingest.run();
  const double seconds = since(start);
  ingest.close();
  std::cout << fmt::format("{{\"triples\": {}, \"seconds\": {:.6f}, \"sorting\": {:.6f}}}\n", count,
                           seconds, ingest.sorting[0] + ingest.sorting[1] + ingest.sorting[2]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: bench_ingest DIRECTORY TRIPLES\n";
    return 2;
  }
  try {
    run(argv[1], std::stoul(argv[2]));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
