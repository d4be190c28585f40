#include "rules/query/run.h"

#include "kg/memory_limit.h"

namespace query {

Run::Run(const kg::GraphView& the_graph, kg::Interner& the_interner, const QueryOptions& options)
    : graph(the_graph),
      interner(the_interner),
      evaluator(the_interner, options.now),
      cancel_(options.cancel),
      seed_(static_cast<std::uint64_t>(options.now.time_since_epoch().count())),
      progress_(options.progress) {
  if (options.timeout) deadline_ = std::chrono::steady_clock::now() + *options.timeout;
}

void Run::look() {
  kg::check_memory();
  if (progress_) progress_(calls_);
  if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) stopped_ = true;
  if (deadline_ && std::chrono::steady_clock::now() >= *deadline_) stopped_ = true;
}

/// Two questions at different times begin at seeds that are far apart.
void Run::begin_solution() {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15ULL;
  seed_ += kOdd;
  evaluator.set_seed(seed_);
}

}  // namespace query
