#include "repl/interrupt.h"

#include <csignal>

namespace repl {

namespace {

// A signal handler reaches nothing but what is static.
std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);
struct sigaction previous;

}  // namespace

Interrupt::Interrupt(bool insistent) {
  interrupted = false;
  struct sigaction action = {};
  action.sa_handler = [](int) { interrupted = true; };
  if (insistent) {
    action.sa_handler = [](int signal) {
      if (!interrupted.exchange(true)) return;
      sigaction(signal, &previous, nullptr);
      raise(signal);
    };
  }
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &previous);
}

Interrupt::~Interrupt() { sigaction(SIGINT, &previous, nullptr); }

std::atomic<bool>& Interrupt::flag() { return interrupted; }

}  // namespace repl
