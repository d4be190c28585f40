#pragma once

#include <pthread.h>
#include <signal.h>

#include <stop_token>
#include <thread>
#include <utility>

namespace kg {

/// A thread for what goes on beside the work. Signals are for the other threads, which may be
/// waiting for a key.
template <typename Work>
std::jthread background_thread(Work work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::jthread thread(std::move(work));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
}

}  // namespace kg
