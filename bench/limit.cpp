/// The fixpoints of some workloads by hand: what the machine allows to one thread that knows its
/// rules in advance. Packed pairs in one open-addressing set on huge pages, adjacency arrays,
/// vectors of what is new; one probe a tuple tried.
///
///     limit tc|sg|pt FOLDER
///     limit machine
///
/// Reads the tables of bench/run. Prints how many pairs there are in the end without those that
/// were read, how many were tried, and the seconds that took without reading. `machine` prints what
/// memory allows one thread: gigabytes a second copied, and millions of probes a second into tables
/// of some sizes, each alone and many at once.
#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using Pair = std::uint64_t;
using Column = std::vector<std::uint32_t>;

Pair pair_of(std::uint32_t a, std::uint32_t b) { return Pair{a} << 32U | b; }
std::uint32_t first(Pair pair) { return static_cast<std::uint32_t>(pair >> 32U); }
std::uint32_t second(Pair pair) { return static_cast<std::uint32_t>(pair); }

class Set {
 public:
  Set() : words_(map(capacity_)) {}
  Set(const Set&) = delete;
  Set& operator=(const Set&) = delete;

  bool insert(Pair pair) {
    const Pair key = pair + 1;
    std::size_t slot = home(key);
    for (; words_[slot] != 0; slot = (slot + 1) & (capacity_ - 1)) {
      if (words_[slot] == key) return false;
    }
    words_[slot] = key;
    if (++size_ * 2 > capacity_) grow();
    return true;
  }
  std::size_t size() const { return size_; }

 private:
  static constexpr std::size_t kHuge = std::size_t{2} << 20U;

  static Pair* map(std::size_t capacity) {
    const std::size_t bytes = capacity * sizeof(Pair);
    void* const memory =
        mmap(nullptr, bytes + kHuge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) std::abort();
    const auto start = (reinterpret_cast<std::uintptr_t>(memory) + kHuge - 1) & ~(kHuge - 1);
    madvise(reinterpret_cast<void*>(start), bytes, MADV_HUGEPAGE);
    return reinterpret_cast<Pair*>(start);
  }
  std::size_t home(Pair key) const {
    const Pair mixed = key * 0x9E3779B97F4A7C15ULL;
    return (mixed ^ mixed >> 29U) & (capacity_ - 1);
  }
  void grow() {
    Pair* const old = words_;
    const std::size_t old_capacity = capacity_;
    capacity_ *= 4;
    words_ = map(capacity_);
    for (std::size_t i = 0; i < old_capacity; ++i) {
      if (old[i] == 0) continue;
      std::size_t slot = home(old[i]);
      while (words_[slot] != 0) slot = (slot + 1) & (capacity_ - 1);
      words_[slot] = old[i];
    }
    munmap(old, old_capacity * sizeof(Pair));
  }

  std::size_t capacity_ = std::size_t{1} << 16U;
  std::size_t size_ = 0;
  Pair* words_;
};

std::vector<Column> read(const std::string& file, std::size_t columns) {
  std::vector<Column> result(columns);
  std::ifstream in(file);
  if (!in) {
    std::cerr << "limit: cannot read " << file << "\n";
    std::exit(1);
  }
  std::uint32_t value = 0;
  for (std::size_t i = 0; in >> value; i = (i + 1) % columns) result[i].push_back(value);
  return result;
}

std::uint32_t bound(std::initializer_list<const Column*> columns) {
  std::uint32_t result = 0;
  for (const Column* column : columns) {
    for (const std::uint32_t x : *column) result = std::max(result, x + 1);
  }
  return result;
}

/// For each key its values, one after the other.
class Adjacency {
 public:
  Adjacency(const Column& keys, const Column& values, std::uint32_t count)
      : begins_(count + 1), values_(keys.size()) {
    for (const std::uint32_t key : keys) ++begins_[key + 1];
    for (std::uint32_t i = 0; i < count; ++i) begins_[i + 1] += begins_[i];
    Column at = begins_;
    for (std::size_t i = 0; i < keys.size(); ++i) values_[at[keys[i]]++] = values[i];
  }
  const std::uint32_t* begin(std::uint32_t key) const { return values_.data() + begins_[key]; }
  const std::uint32_t* end(std::uint32_t key) const { return values_.data() + begins_[key + 1]; }

 private:
  Column begins_;
  Column values_;
};

class Stopwatch {
 public:
  void report(std::size_t inferred, std::size_t tried) const {
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_;
    const double cpu = static_cast<double>(std::clock() - cpu_) / CLOCKS_PER_SEC;
    std::cout << "inferred\t" << inferred << "\ntried\t" << tried << "\nseconds\t" << wall.count()
              << "\ncpu_seconds\t" << cpu << "\n";
  }

 private:
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
  std::clock_t cpu_ = std::clock();
};

/// What is in the set, and what the last round added to it.
struct Closure {
  Set all;
  std::vector<Pair> fresh;
  std::vector<Pair> next;
  std::size_t tried = 0;

  void add(std::uint32_t a, std::uint32_t b) {
    ++tried;
    if (all.insert(pair_of(a, b))) next.push_back(pair_of(a, b));
  }
  bool advance() {
    fresh.swap(next);
    next.clear();
    return !fresh.empty();
  }
};

void transitive_closure(const std::string& folder) {
  const auto edge = read(folder + "/edge.facts", 2);
  const Stopwatch watch;
  const Adjacency to(edge[0], edge[1], bound({&edge[0], &edge[1]}));
  Closure path;
  for (std::size_t i = 0; i < edge[0].size(); ++i) path.add(edge[0][i], edge[1][i]);
  while (path.advance()) {
    for (const Pair pair : path.fresh) {
      for (const auto* z = to.begin(second(pair)); z != to.end(second(pair)); ++z) {
        path.add(first(pair), *z);
      }
    }
  }
  watch.report(path.all.size(), path.tried);
}

void same_generation(const std::string& folder) {
  const auto parent = read(folder + "/parent.facts", 2);
  const Stopwatch watch;
  const std::uint32_t count = bound({&parent[0], &parent[1]});
  const Adjacency children(parent[1], parent[0], count);
  Closure same;
  const auto products = [&](std::uint32_t p, std::uint32_t q, bool distinct) {
    for (const auto* x = children.begin(p); x != children.end(p); ++x) {
      for (const auto* y = children.begin(q); y != children.end(q); ++y) {
        if (!distinct || *x != *y) same.add(*x, *y);
      }
    }
  };
  for (std::uint32_t p = 0; p < count; ++p) products(p, p, true);
  while (same.advance()) {
    for (const Pair pair : same.fresh) products(first(pair), second(pair), false);
  }
  watch.report(same.all.size(), same.tried);
}

/// Andersen's analysis with work lists: what variables and what fields of objects point to.
class PointsTo {
 public:
  explicit PointsTo(const std::string& folder)
      : new_(read(folder + "/new.facts", 2)),
        assign_(read(folder + "/assign.facts", 2)),
        load_(read(folder + "/load.facts", 3)),
        store_(read(folder + "/store.facts", 3)) {}

  void run() {
    const Stopwatch watch;
    prepare();
    for (std::size_t i = 0; i < new_[0].size(); ++i) point(new_[0][i], new_[1][i]);
    while (!variables_.empty() || !fields_.empty()) {
      if (!fields_.empty()) {
        take_field();
      } else {
        take_variable();
      }
    }
    watch.report(of_variables_.size() + of_fields_.size(), tried_);
  }

 private:
  using Uses = std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>>;

  void prepare() {
    const std::uint32_t variables =
        bound({&new_[0], &assign_[0], &assign_[1], &load_[0], &load_[1], &store_[0], &store_[2]});
    const std::uint32_t objects = bound({&new_[1]});
    kinds_ = bound({&load_[2], &store_[1]});
    assigned_ = std::make_unique<Adjacency>(assign_[1], assign_[0], variables);
    loads_.resize(variables);
    stores_into_.resize(variables);
    stores_of_.resize(variables);
    for (std::size_t i = 0; i < load_[0].size(); ++i) {
      loads_[load_[1][i]].push_back({load_[2][i], load_[0][i]});
    }
    for (std::size_t i = 0; i < store_[0].size(); ++i) {
      stores_into_[store_[0][i]].push_back({store_[1][i], store_[2][i]});
      stores_of_[store_[2][i]].push_back({store_[0][i], store_[1][i]});
    }
    objects_.resize(variables);
    bases_.resize(objects);
    held_.resize(std::size_t{objects} * kinds_);
  }

  void point(std::uint32_t variable, std::uint32_t object) {
    ++tried_;
    const Pair pair = pair_of(variable, object);
    if (of_variables_.insert(pair)) variables_.push_back(pair);
  }
  void hold(std::uint32_t object, std::uint32_t field, std::uint32_t held) {
    ++tried_;
    const Pair pair = pair_of(object * kinds_ + field, held);
    if (of_fields_.insert(pair)) fields_.push_back(pair);
  }

  void take_field() {
    const Pair pair = fields_.back();
    fields_.pop_back();
    const std::uint32_t object = first(pair) / kinds_;
    held_[first(pair)].push_back(second(pair));
    for (const std::uint32_t base : bases_[object]) {
      for (const auto& [field, into] : loads_[base]) {
        if (field == first(pair) % kinds_) point(into, second(pair));
      }
    }
  }

  void take_variable() {
    const std::uint32_t variable = first(variables_.back());
    const std::uint32_t object = second(variables_.back());
    variables_.pop_back();
    objects_[variable].push_back(object);
    if (!loads_[variable].empty()) bases_[object].push_back(variable);
    for (const auto* v = assigned_->begin(variable); v != assigned_->end(variable); ++v) {
      point(*v, object);
    }
    for (const auto& [field, into] : loads_[variable]) {
      for (const std::uint32_t held : held_[object * kinds_ + field]) point(into, held);
    }
    for (const auto& [field, from] : stores_into_[variable]) {
      for (const std::uint32_t held : objects_[from]) hold(object, field, held);
    }
    for (const auto& [base, field] : stores_of_[variable]) {
      for (const std::uint32_t into : objects_[base]) hold(into, field, object);
    }
  }

  std::vector<Column> new_, assign_, load_, store_;
  std::uint32_t kinds_ = 0;
  std::unique_ptr<Adjacency> assigned_;
  Uses loads_, stores_into_, stores_of_;
  std::vector<Column> objects_, bases_, held_;
  Set of_variables_, of_fields_;
  std::vector<Pair> variables_, fields_;
  std::size_t tried_ = 0;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Millions a second of random words of a table read; each place follows from the word before, or
/// 128 are fetched together.
double probe_rate(const std::vector<std::uint64_t>& table, bool together) {
  constexpr std::size_t kProbes = std::size_t{1} << 24U;
  constexpr std::size_t kAhead = 128;
  const std::size_t mask = table.size() - 1;
  std::uint64_t key = 1;
  std::uint64_t sum = 0;
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < kProbes; i += kAhead) {
    std::size_t places[kAhead];
    for (std::size_t& place : places) {
      key = key * 6364136223846793005ULL + 1442695040888963407ULL;
      if (!together) key += table[(key >> 33U) & mask];
      place = (key >> 33U) & mask;
      if (together) __builtin_prefetch(&table[place]);
    }
    for (const std::size_t place : places) sum += table[place];
  }
  const double seconds = seconds_since(start);
  if (sum == 1) std::cerr << "";  // so that nothing is left out
  return static_cast<double>(kProbes) / seconds / 1e6;
}

void machine() {
  constexpr std::size_t kCopied = std::size_t{256} << 20U;
  const std::vector<char> from(kCopied, 1);
  std::vector<char> to(kCopied);
  double best = 0;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    std::copy(from.begin(), from.end(), to.begin());
    best = std::max(best, static_cast<double>(kCopied) / seconds_since(start) / 1e9);
  }
  std::cout << "copied\t" << best << " GB/s\n";
  for (const std::size_t megabytes : {1U, 16U, 128U, 512U}) {
    const std::vector<std::uint64_t> table((megabytes << 20U) / sizeof(std::uint64_t), 2);
    std::cout << "probes in " << megabytes << " MB\t" << probe_rate(table, false)
              << " M/s one by one\t" << probe_rate(table, true) << " M/s together\n";
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 3 ? argv[1] : "";
  if (argc == 2 && argv[1] == std::string("machine")) {
    machine();
  } else if (what == "tc") {
    transitive_closure(argv[2]);
  } else if (what == "sg") {
    same_generation(argv[2]);
  } else if (what == "pt") {
    PointsTo(argv[2]).run();
  } else {
    std::cerr << "usage: limit tc|sg|pt FOLDER, or limit machine\n";
    return 2;
  }
  return 0;
}
