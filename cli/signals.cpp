// signals.cpp: two handlers that do what a handler may do, and no more.
#include "cli/signals.h"

#include <signal.h>
#include <unistd.h>

namespace copydesk {
namespace {

std::atomic<bool> is_asked_to_stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may not take a lock");

void on_signal(int) {
  constexpr int kInterrupted = 6;
  if (is_asked_to_stop.exchange(true)) ::_exit(kInterrupted);
}

}  // namespace

const std::atomic<bool>* catch_signals() {
  struct sigaction stop {};
  stop.sa_handler = on_signal;
  ::sigaction(SIGINT, &stop, nullptr);
  ::sigaction(SIGTERM, &stop, nullptr);
  struct sigaction hangup {};  // the terminal was closed; under nohup that is nothing
  if (::sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
    ::sigaction(SIGHUP, &stop, nullptr);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, nullptr);
  ::sigaction(SIGXFSZ, &ignore, nullptr);  // a file that may not grow is an error of the writer too
  return &is_asked_to_stop;
}

}  // namespace copydesk
