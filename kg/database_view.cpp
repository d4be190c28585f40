#include "kg/rocks.h"

namespace kg {

RocksView::RocksView(const RocksDatabase& of) : database(of) {
  const std::shared_lock lock(of.commit);
  snapshot = of.db->GetSnapshot();
  options.snapshot = snapshot;
}

RocksView::~RocksView() {
  for (auto& iterators : idle) iterators.clear();
  database.db->ReleaseSnapshot(snapshot);
}

DatabaseView Database::view() const { return DatabaseView(std::make_unique<RocksView>(*state_)); }

DatabaseView::DatabaseView(std::unique_ptr<RocksView> state) : state_(std::move(state)) {}
DatabaseView::~DatabaseView() = default;
DatabaseView::DatabaseView(DatabaseView&&) noexcept = default;
DatabaseView& DatabaseView::operator=(DatabaseView&&) noexcept = default;

bool DatabaseView::get(Table table, std::string_view key, std::string& value) const {
  const rocksdb::Status status =
      state_->database.db->Get(state_->options, state_->database.handle(table), slice(key), &value);
  if (status.IsNotFound()) return false;
  state_->database.check(status, "read");
  return true;
}

Cursor DatabaseView::cursor(Table table) const {
  auto taken = std::make_unique<RocksCursor>(RocksCursor{*state_, table, {}, {}, nullptr});
  {
    const std::lock_guard lock(state_->idle_mutex);
    auto& idle = state_->idle[static_cast<std::size_t>(table)];
    if (!idle.empty()) {
      taken->iterator = std::move(idle.back());
      idle.pop_back();
    }
  }
  if (!taken->iterator) {
    taken->iterator.reset(
        state_->database.db->NewIterator(state_->options, state_->database.handle(table)));
  }
  return Cursor(std::move(taken));
}

Cursor DatabaseView::cursor(Table table, std::string_view from, std::string_view to) const {
  auto taken =
      std::make_unique<RocksCursor>(RocksCursor{*state_, table, std::string(to), {}, nullptr});
  taken->bound = slice(taken->end);
  rocksdb::ReadOptions options = state_->options;
  options.iterate_upper_bound = &taken->bound;
  options.fill_cache = false;
  taken->iterator.reset(state_->database.db->NewIterator(options, state_->database.handle(table)));
  taken->iterator->Seek(slice(from));
  return Cursor(std::move(taken));
}

std::uint64_t DatabaseView::approximate_bytes(Table table, std::string_view from,
                                              std::string_view to) const {
  // Without what is in memory only: RocksDB's guess at that may be wrong by all of it.
  rocksdb::SizeApproximationOptions options;
  options.include_files = true;
  const rocksdb::Range range(slice(from), slice(to));
  std::uint64_t bytes = 0;
  state_->database.check(state_->database.db->GetApproximateSizes(
                             options, state_->database.handle(table), &range, 1, &bytes),
                         "read");
  return bytes;
}

Cursor::Cursor(std::unique_ptr<RocksCursor> state) : state_(std::move(state)) {}
Cursor::Cursor(Cursor&&) noexcept = default;

Cursor::~Cursor() {
  if (!state_ || !state_->end.empty()) return;
  const RocksView& view = state_->view;
  const std::lock_guard lock(view.idle_mutex);
  view.idle[static_cast<std::size_t>(state_->table)].push_back(std::move(state_->iterator));
}

void Cursor::seek(std::string_view key) { state_->iterator->Seek(slice(key)); }
void Cursor::next() { state_->iterator->Next(); }

bool Cursor::valid() const {
  if (state_->iterator->Valid()) return true;
  state_->view.database.check(state_->iterator->status(), "read");
  return false;
}

std::string_view Cursor::key() const { return text(state_->iterator->key()); }
std::string_view Cursor::value() const { return text(state_->iterator->value()); }

}  // namespace kg
