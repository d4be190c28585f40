#include "kg/triple_store.h"

#include "kg/store_state.h"

namespace kg {

TripleStore TripleStore::open(const std::filesystem::path& path, OpenMode mode) {
  prepare_store_directory(path, mode);
  auto state = std::make_unique<State>(State{path, mode, Database::open(path, mode)});
  if (mode == OpenMode::ReadWrite) {
    std::error_code error;  // what stays is deleted before the next bulk commit
    std::filesystem::remove_all(bulk_directory(path), error);
  }
  return TripleStore(std::move(state));
}

TripleStore::TripleStore(std::unique_ptr<State> state) : state_(std::move(state)) {}
TripleStore::~TripleStore() = default;
TripleStore::TripleStore(TripleStore&&) noexcept = default;
TripleStore& TripleStore::operator=(TripleStore&&) noexcept = default;

Snapshot TripleStore::snapshot() const {
  return Snapshot(std::unique_ptr<Snapshot::State>(
      new Snapshot::State{state_->path, StoreReader(state_->database.view())}));
}

const std::filesystem::path& TripleStore::path() const { return state_->path; }

}  // namespace kg
