#pragma once

#include <filesystem>
#include <memory>

#include "kg/consistency.h"
#include "kg/database.h"
#include "kg/store_directory.h"
#include "kg/store_reader.h"
#include "kg/triple_store.h"

/// What the classes of kg/triple_store.h hide, for the files that implement them.
namespace kg {

struct TripleStore::State {
  std::filesystem::path path;
  OpenMode mode;
  Database database;
  bool transaction_open = false;
};

struct Snapshot::State {
  const std::filesystem::path& path;
  StoreReader reader;
};

}  // namespace kg
