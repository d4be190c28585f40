#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <new>
#include <thread>

/// How much memory the process may have. That is one figure for all of its threads, as its memory
/// is, so that it is kept beside all objects: whoever allocates much asks, wherever it stands.
namespace kg {

/// Work was given up because the process has as much memory as it may have.
class OutOfMemory final : public std::bad_alloc {
 public:
  const char* what() const noexcept override { return "the limit of memory is reached"; }
};

/// Bytes that this process has resident; 0 if the system does not say.
std::size_t resident_memory();

/// Bytes of memory that there are for this process: those of the machine, or of the control group
/// that it runs in, if that has fewer. 0 if the system does not say.
std::size_t memory_of_machine();
/// Those of them that nothing uses now, what the system can reclaim included.
std::size_t free_memory_of_machine();

/// Throws OutOfMemory if more is resident than a MemoryWatch allows. To be asked often by what may
/// run long: it is one look at a flag.
void check_memory();
/// Throws OutOfMemory if `bytes` more would be too much. To be asked before a large block is filled
/// at once. Takes some microseconds.
void claim_memory(std::size_t bytes);

/// Looks anew what `check_memory` is to say: after much was freed.
void look_at_memory();

/// Held while a commit becomes durable, and by whoever ends the process over a commit that goes on:
/// so that it ends before the commit or after it, and can say which.
std::mutex& commit_or_end();
/// Commits of this process that are durable. Counted, and to be read, under `commit_or_end`.
std::uint64_t durable_commits();
void note_durable_commit();

/// Looks at the memory of the process now and then, in a thread of its own. One at a time.
class MemoryWatch {
 public:
  /// While it lives, `check_memory` throws as long as more than `limit` bytes are resident. Where
  /// nobody asks in time, `end` is called, from that thread, with the bytes that are resident then:
  /// it ends the process. Without it there is no such end.
  explicit MemoryWatch(std::size_t limit, std::function<void(std::size_t resident)> end = {});
  ~MemoryWatch();
  MemoryWatch(const MemoryWatch&) = delete;
  MemoryWatch& operator=(const MemoryWatch&) = delete;

 private:
  void watch(std::stop_token stop);

  std::size_t limit_;
  std::function<void(std::size_t)> end_;
  std::mutex mutex_;
  std::condition_variable_any waiting_;
  std::jthread thread_;
};

}  // namespace kg
