// crew_process.cpp: the parent process, which forks and buries the workers, and the workers. The
// parent has one thread and does nothing else, so that a fork never copies a lock that another
// thread holds. A worker ends itself: by a timer of processor time, by the limit of its address
// space, or when its socket closes. Not here: the program's side (crew.cpp), what a request means
// (the caller's Work).
#include "pipeline/crew_process.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <new>

#include "pipeline/messages.h"

namespace copydesk {
namespace {

// ---------------- the worker

// Bytes of address space that the program has now.
size_t address_space() {
  size_t pages = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%zu", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return pages * static_cast<size_t>(::sysconf(_SC_PAGESIZE));
}

void limit_worker(const CrewLimits& limits) {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  const rlimit memory{address_space() + limits.memory_bytes, RLIM_INFINITY};
  ::setrlimit(RLIMIT_AS, &memory);
#else
  (void)limits;  // the sanitizers reserve terabytes
#endif
}

void set_timer(unsigned seconds) {
  const itimerval timer{{0, 0}, {seconds, 0}};
  ::setitimer(ITIMER_PROF, &timer, nullptr);  // SIGPROF ends the process
}

// Files, locks and ports of the program are no business of those who read pages; a lock would
// outlive the program for as long as they do.
void close_inherited(int kept) {
  const auto first = static_cast<unsigned>(STDERR_FILENO + 1), mine = static_cast<unsigned>(kept);
  if (mine > first) ::close_range(first, mine - 1, 0);
  ::close_range(mine + 1, ~0u, 0);
}

/// A worker's side of its socket and its trays.
struct Exchange {
  int socket;
  size_t who;
  const Trays& trays;
  uint64_t turn = 0;
  std::string large = {};  // a request that fits no tray

  // Lifetime of the request: until the next one.
  bool next_request(std::string_view& request) {
    uint64_t size = 0;
    if (!receive_number(socket, size) || size > kMostMessageBytes) return false;
    if (trays.fits_request(size)) {
      request = {trays.request(who, turn), size};
      return true;
    }
    large.resize(size);
    request = large;
    return receive_all(socket, large.data(), size);
  }

  bool send_answer(std::string_view answer) {
    const bool fits = trays.fits_answer(answer.size());
    if (fits) std::memcpy(trays.answer(who, turn), answer.data(), answer.size());
    ++turn;
    return send_number(socket, answer.size()) && (fits || send_all(socket, answer));
  }
};

[[noreturn]] void answer_requests(Exchange exchange, const Crew::Work& work,
                                  const CrewLimits& limits) {
  limit_worker(limits);
  try {
    std::string_view request;
    std::string answer;
    while (exchange.next_request(request)) {
      set_timer(limits.seconds);
      answer.clear();
      work(request, answer);
      set_timer(0);
      if (!exchange.send_answer(answer)) break;
    }
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemoryExit);
  }
  ::_exit(0);
}

// ---------------- the parent

// Waits for a worker whose socket has closed, or whom the program lets go. One that does not end by
// itself is ended. Returns how it ended.
int bury(pid_t worker) {
  constexpr int kPatience = 5000;  // steps: half a second, a thousand times what an end takes
  constexpr timespec kStep{0, 100'000};
  int status = 0;
  for (int step = 0; step < kPatience; ++step) {
    const pid_t ended = ::waitpid(worker, &status, WNOHANG);
    if (ended == worker || (ended < 0 && errno != EINTR)) return status;
    ::nanosleep(&kStep, nullptr);
  }
  ::kill(worker, SIGKILL);
  while (::waitpid(worker, &status, 0) < 0 && errno == EINTR) continue;
  return status;
}

/// Forks a worker when it is told a worker's number, after it has buried the one before.
class Parent {
 public:
  Parent(int socket, unsigned count, const Crew::Work& work, const CrewLimits& limits, Trays& trays)
      : socket_(socket), work_(work), limits_(limits), trays_(trays), workers_(count, 0) {}

  [[noreturn]] void run() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
    ::signal(SIGPROF, SIG_DFL);
    close_inherited(socket_);
    uint64_t who = 0;
    while (receive_number(socket_, who)) {
      if (who >= workers_.size() || !hand_over(who)) break;
    }
    // The program has ended, or was ended: nobody waits for an answer any more.
    for (const pid_t worker : workers_)
      if (worker > 0) ::kill(worker, SIGKILL);
    while (::wait(nullptr) > 0 || errno == EINTR) continue;
    ::_exit(0);
  }

 private:
  bool hand_over(size_t who) {
    const int status = workers_[who] > 0 ? bury(workers_[who]) : 0;
    workers_[who] = 0;
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
    const pid_t child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
      ::close(pair[0]);
      ::close(socket_);
      trays_.keep(who);
      answer_requests({pair[1], who, trays_}, work_, limits_);
    }
    workers_[who] = child;
    ::close(pair[1]);
    const bool is_sent = send_descriptor(socket_, status, pair[0]);
    ::close(pair[0]);
    return is_sent;
  }

  int socket_;
  const Crew::Work& work_;
  CrewLimits limits_;
  Trays& trays_;
  std::vector<pid_t> workers_;
};

}  // namespace

void run_crew_parent(int socket, unsigned count, const Crew::Work& work, const CrewLimits& limits,
                     Trays& trays) {
  Parent(socket, count, work, limits, trays).run();
}

}  // namespace copydesk
