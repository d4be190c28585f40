#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rules {

/// Threads that wait for work to do together.
class Workers {
 public:
  /// `count` with the calling thread; 0 for as many as there are cores. None is started before it
  /// is needed.
  explicit Workers(unsigned count);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  unsigned count() const { return count_; }

  /// Calls `work` with 0 to `count() - 1`, each in a thread of its own, 0 in the calling one, and
  /// waits for all. Throws what one of them has thrown, or std::system_error if there can be no
  /// more threads; then none was called.
  void run(const std::function<void(unsigned)>& work);

 private:
  /// What a thread does from its first turn on.
  void serve(unsigned number, std::uint64_t turn);
  void call(const std::function<void(unsigned)>& work, unsigned number);

  unsigned count_;
  std::vector<std::jthread> threads_;
  std::mutex mutex_;
  std::condition_variable started_;
  std::condition_variable finished_;
  const std::function<void(unsigned)>* work_ = nullptr;
  std::uint64_t turn_ = 0;  ///< counts the calls of `run`
  unsigned busy_ = 0;
  bool ending_ = false;
  std::exception_ptr error_;
};

}  // namespace rules
