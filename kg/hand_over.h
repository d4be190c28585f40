#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>

#include "kg/background_thread.h"

namespace kg {

/// Pieces that go round between a thread that fills them and one that takes them.
template <typename Piece>
class HandOver {
 public:
  /// Waits for a piece to fill. Null if none is wanted any more.
  Piece* to_fill() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || filled_ - taken_ < pieces_.size(); });
    return stopped_ ? nullptr : &pieces_[filled_ % pieces_.size()];
  }
  void filled() { change(filled_); }

  /// Runs `fill` in a thread, which is to fill pieces until there are no more or none is wanted,
  /// and passes them to `take` in this one, until that returns false. Says whether it never did.
  /// Throws what either throws.
  template <typename Fill, typename Take>
  bool run(const Fill& fill, const Take& take) {
    bool go_on = true;
    {
      const std::jthread filling = background_thread([&] {
        try {
          fill();
        } catch (...) {
          failure_ = std::current_exception();
        }
        set(finished_);
      });
      // Whatever happens to this thread.
      const Stopping stopping{*this};
      while (go_on) {
        Piece* const piece = to_take();
        if (piece == nullptr) break;
        go_on = take(*piece);
        change(taken_);
      }
    }
    if (failure_) std::rethrow_exception(failure_);
    return go_on;
  }

 private:
  struct Stopping {
    HandOver& pieces;
    ~Stopping() { pieces.set(pieces.stopped_); }
  };

  /// Waits for a piece that was filled. Null after the last one.
  Piece* to_take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return finished_ || filled_ != taken_; });
    return filled_ == taken_ ? nullptr : &pieces_[taken_ % pieces_.size()];
  }
  void change(std::size_t& count) {
    const std::lock_guard lock(mutex_);
    ++count;
    changed_.notify_all();
  }
  void set(bool& flag) {
    const std::lock_guard lock(mutex_);
    flag = true;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Piece, 4> pieces_;
  std::size_t filled_ = 0;  ///< so far
  std::size_t taken_ = 0;
  bool finished_ = false;  ///< nothing more will be filled
  bool stopped_ = false;   ///< nothing more will be taken
  std::exception_ptr failure_;
};

}  // namespace kg
