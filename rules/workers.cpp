#include "rules/workers.h"

#include <algorithm>
#include <utility>

namespace rules {

namespace {

/// More than these share one memory and gain nothing.
constexpr unsigned kMost = 16;

}  // namespace

Workers::Workers(unsigned count)
    : count_(std::clamp(count == 0 ? std::thread::hardware_concurrency() : count, 1U, kMost)) {}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  started_.notify_all();
  threads_.clear();  // waits for them while what they use is still there
}

void Workers::run(const std::function<void(unsigned)>& work) {
  if (count_ == 1) {
    work(0);
    return;
  }
  for (unsigned i = static_cast<unsigned>(threads_.size()) + 1; i < count_; ++i) {
    threads_.emplace_back([this, i, turn = turn_ + 1] { serve(i, turn); });
  }
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    busy_ = count_ - 1;
    ++turn_;
  }
  started_.notify_all();
  call(work, 0);
  std::unique_lock lock(mutex_);
  finished_.wait(lock, [this] { return busy_ == 0; });
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void Workers::serve(unsigned number, std::uint64_t turn) {
  for (;; ++turn) {
    const std::function<void(unsigned)>* work = nullptr;
    {
      std::unique_lock lock(mutex_);
      started_.wait(lock, [&] { return ending_ || turn_ >= turn; });
      if (ending_) return;
      work = work_;
    }
    call(*work, number);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) finished_.notify_one();
  }
}

void Workers::call(const std::function<void(unsigned)>& work, unsigned number) {
  try {
    work(number);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (!error_) error_ = std::current_exception();
  }
}

}  // namespace rules
