#include "kg/memory_limit.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "kg/background_thread.h"

namespace kg {

namespace {

namespace fs = std::filesystem;

/// The limit in force, 0 for none, and whether it was passed when the watch last looked.
std::atomic<std::size_t> limit_in_force = 0;
std::atomic<bool> passed = false;
std::uint64_t commits = 0;

/// The value in kB of a line of /proc/meminfo, in bytes.
std::size_t meminfo(std::string_view name) {
  std::ifstream file("/proc/meminfo");
  std::string key;
  std::size_t kilobytes = 0;
  std::string unit;
  while (file >> key >> kilobytes) {
    if (key == name) return kilobytes * 1024;
    std::getline(file, unit);
  }
  return 0;
}

/// A number in a file; nothing useful there is no limit.
std::size_t limit_in(const fs::path& path) {
  std::ifstream file(path);
  std::size_t bytes = 0;
  return file >> bytes ? bytes : ~std::size_t{0};
}

/// The least limit of a control group and those around it.
std::size_t limit_of_groups(const fs::path& mount, std::string_view group, const char* file) {
  std::size_t least = ~std::size_t{0};
  for (fs::path path = fs::path(group).relative_path();; path = path.parent_path()) {
    least = std::min(least, limit_in(mount / path / file));
    if (path.empty()) return least;
  }
}

/// The limit of the control group that this process is in, of either version of them; docs:
/// cgroups(7).
std::size_t limit_of_group() {
  std::ifstream file("/proc/self/cgroup");
  std::size_t least = ~std::size_t{0};
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    const std::string controllers = ',' + line.substr(first + 1, second - first - 1) + ',';
    const std::string group = line.substr(second + 1);
    if (controllers == ",,") {
      least = std::min(least, limit_of_groups("/sys/fs/cgroup", group, "memory.max"));
    } else if (controllers.find(",memory,") != std::string::npos) {
      least =
          std::min(least, limit_of_groups("/sys/fs/cgroup/memory", group, "memory.limit_in_bytes"));
    }
  }
  return least;
}

/// What runs has this time to look at the flag before the process is ended, and this much memory
/// beyond the limit; four times as much in less time.
constexpr std::chrono::milliseconds kTimeToLook{100};
std::size_t grace(std::size_t limit) {
  return std::clamp(limit / 8, std::size_t{32} << 20U, std::size_t{512} << 20U);
}

/// Until the next look: what is far below the limit does not reach it sooner. Memory becomes
/// resident at a few gigabytes a second.
std::chrono::milliseconds pause(std::size_t limit, std::size_t resident) {
  constexpr std::size_t kBytesPerMillisecond = std::size_t{8} << 20U;
  const std::size_t left = limit > resident ? limit - resident : 0;
  return std::chrono::milliseconds(std::clamp<std::size_t>(left / kBytesPerMillisecond, 5, 250));
}

}  // namespace

std::size_t resident_memory() {
  // Its first two numbers are pages: all, and resident ones.
  std::ifstream file("/proc/self/statm");
  std::size_t all = 0;
  std::size_t resident = 0;
  if (!(file >> all >> resident)) return 0;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

std::size_t memory_of_machine() { return std::min(meminfo("MemTotal:"), limit_of_group()); }

std::size_t free_memory_of_machine() { return meminfo("MemAvailable:"); }

void check_memory() {
  if (passed.load(std::memory_order_relaxed)) throw OutOfMemory();
}

void claim_memory(std::size_t bytes) {
  const std::size_t limit = limit_in_force.load(std::memory_order_relaxed);
  if (limit != 0 && resident_memory() + bytes > limit) throw OutOfMemory();
}

void look_at_memory() {
  const std::size_t limit = limit_in_force.load(std::memory_order_relaxed);
  passed = limit != 0 && resident_memory() > limit;
}

std::mutex& commit_or_end() {
  static std::mutex mutex;
  return mutex;
}

std::uint64_t durable_commits() { return commits; }
void note_durable_commit() { ++commits; }

MemoryWatch::MemoryWatch(std::size_t limit, std::function<void(std::size_t)> end)
    : limit_(limit), end_(std::move(end)) {
  limit_in_force = limit;
  thread_ = background_thread([this](std::stop_token stop) { watch(std::move(stop)); });
}

MemoryWatch::~MemoryWatch() {
  thread_.request_stop();
  thread_.join();
  limit_in_force = 0;
  passed = false;
}

void MemoryWatch::watch(std::stop_token stop) {
  using Clock = std::chrono::steady_clock;
  std::unique_lock lock(mutex_);
  Clock::time_point within = Clock::now();
  while (!stop.stop_requested()) {
    const std::size_t resident = resident_memory();
    passed = resident > limit_;
    if (!passed) within = Clock::now();
    const std::size_t over = resident - std::min(resident, limit_);
    const bool ignored = over > grace(limit_) && Clock::now() - within > kTimeToLook;
    if (end_ && (ignored || over > 4 * grace(limit_))) end_(resident);
    waiting_.wait_for(lock, stop, pause(limit_, resident), [] { return false; });
  }
}

}  // namespace kg
