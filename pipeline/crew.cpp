// crew.cpp: Crew, by a parent process that forks and buries the workers.
// Three kinds of process: the program (threads; asks), the parent (one thread, does nothing but
// fork, so that a fork never copies a lock that another thread holds), the workers. Requests and
// answers are a length and that many bytes over a socket pair; the program gets a worker's socket
// from the parent. A worker ends itself: by a timer of processor time, by the limit of its address
// space, or when its socket closes. Not here: what a request means (the caller's Work).
#include "pipeline/crew.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace copydesk {
namespace {

constexpr int kOutOfMemory = 12;  // exit code of a worker
constexpr size_t kMostBytes = size_t{8} << 30;

// ---------------- bytes over a socket

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

bool receive_all(int socket, char* into, size_t size) {
  while (size > 0) {
    const ssize_t n = ::recv(socket, into, size, 0);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    into += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

bool send_message(int socket, std::string_view head, std::string_view body) {
  const uint64_t size = head.size() + body.size();
  char length[sizeof size];
  std::memcpy(length, &size, sizeof size);
  std::string first(length, sizeof size);
  first += head;
  return send_all(socket, first) && send_all(socket, body);
}

bool receive_message(int socket, std::string& message) {
  uint64_t size = 0;
  if (!receive_all(socket, reinterpret_cast<char*>(&size), sizeof size) || size > kMostBytes)
    return false;
  message.resize(size);
  return receive_all(socket, message.data(), size);
}

// One byte or number with a descriptor beside it.
bool send_descriptor(int socket, int status, int descriptor) {
  iovec data{&status, sizeof status};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  return ::sendmsg(socket, &message, MSG_NOSIGNAL) == sizeof status;
}

bool receive_descriptor(int socket, int& status, int& descriptor) {
  iovec data{&status, sizeof status};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (got != sizeof status || !header || header->cmsg_type != SCM_RIGHTS) return false;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return true;
}

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

[[noreturn]] void answer_requests(int socket, const Crew::Work& work, const CrewLimits& limits) {
  limit_worker(limits);
  try {
    std::string request, answer;
    while (receive_message(socket, request)) {
      set_timer(limits.seconds);
      answer.clear();
      work(request, answer);
      set_timer(0);
      if (!send_message(socket, answer, {})) break;
    }
  } catch (const std::bad_alloc&) {
    ::_exit(kOutOfMemory);
  }
  ::_exit(0);
}

// ---------------- the parent

/// Forks a worker when it is told a worker's number, after it has buried the one before.
class Parent {
 public:
  Parent(int socket, unsigned count, const Crew::Work& work, const CrewLimits& limits)
      : socket_(socket), work_(work), limits_(limits), workers_(count, 0) {}

  [[noreturn]] void run() {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) ::signal(signal, SIG_IGN);
    ::signal(SIGPROF, SIG_DFL);
    close_inherited(socket_);
    uint32_t who = 0;
    while (receive_all(socket_, reinterpret_cast<char*>(&who), sizeof who)) {
      if (who >= workers_.size() || !hand_over(who)) break;
    }
    // The program has ended, or was ended: nobody waits for an answer any more.
    for (const pid_t worker : workers_)
      if (worker > 0) ::kill(worker, SIGKILL);
    while (::wait(nullptr) > 0 || errno == EINTR) continue;
    ::_exit(0);
  }

 private:
  bool hand_over(uint32_t who) {
    int status = 0;
    if (workers_[who] > 0)
      while (::waitpid(workers_[who], &status, 0) < 0 && errno == EINTR) continue;
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
    const pid_t child = ::fork();
    if (child < 0) return false;
    if (child == 0) {
      ::close(pair[0]);
      ::close(socket_);
      answer_requests(pair[1], work_, limits_);
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
  std::vector<pid_t> workers_;
};

Error death(int status) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
    return Error{ErrorCode::kTimeout, 0, "took more processor time than the limit for one page"};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory)
    return Error{ErrorCode::kTooLarge, 0, "needs more memory than the limit for one page"};
  std::string detail = "the reading of this page crashed";
  if (WIFSIGNALED(status)) detail += " (signal " + std::to_string(WTERMSIG(status)) + ")";
  return Error{ErrorCode::kInternal, 0, std::move(detail)};
}

}  // namespace

Result<std::unique_ptr<Crew>> Crew::start(unsigned count, Work work, const CrewLimits& limits) {
  int pair[2];
  const Error refused{ErrorCode::kInternal, 0, "cannot start worker processes"};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return refused;
  const pid_t parent = ::fork();
  if (parent < 0) return refused;
  if (parent == 0) {
    ::close(pair[0]);
    Parent(pair[1], count, work, limits).run();
  }
  ::close(pair[1]);
  return std::unique_ptr<Crew>(new Crew(pair[0], parent, count));
}

Crew::Crew(int parent_socket, pid_t parent, unsigned count)
    : parent_socket_(parent_socket), parent_(parent), workers_(count) {}

Crew::~Crew() {
  for (const Worker& worker : workers_)
    if (worker.socket >= 0) ::close(worker.socket);
  ::close(parent_socket_);
  while (::waitpid(parent_, nullptr, 0) < 0 && errno == EINTR) continue;
}

// A new worker for a place; returns how the one before ended.
Result<int> Crew::replace(size_t who) {
  const std::lock_guard lock(parent_mutex_);
  Worker& worker = workers_[who];
  if (worker.socket >= 0) ::close(worker.socket);
  worker.socket = -1;
  const uint32_t number = static_cast<uint32_t>(who);
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  int status = 0;
  if (!send_all(parent_socket_, {bytes, sizeof bytes}) ||
      !receive_descriptor(parent_socket_, status, worker.socket))
    return Error{ErrorCode::kInternal, 0, "no worker process is left"};
  worker.is_fresh = true;
  return status;
}

// The first idle place: those behind stay without a process until they are needed.
size_t Crew::take() {
  std::unique_lock lock(mutex_);
  size_t who = 0;
  has_idle_.wait(lock, [&] {
    for (who = 0; who < workers_.size(); ++who)
      if (!workers_[who].is_busy) return true;
    return false;
  });
  workers_[who].is_busy = true;
  return who;
}

void Crew::give_back(size_t who) {
  const std::lock_guard lock(mutex_);
  workers_[who].is_busy = false;
  has_idle_.notify_one();
}

Result<std::string> Crew::ask(std::string_view head, std::string_view body) {
  const size_t who = take();
  Worker& worker = workers_[who];
  Result<std::string> result = Error{ErrorCode::kInternal, 0, "no worker process is left"};
  while (true) {
    std::string answer;
    if (worker.socket >= 0 && send_message(worker.socket, head, body) &&
        receive_message(worker.socket, answer)) {
      worker.is_fresh = false;
      result = std::move(answer);
      break;
    }
    const bool was_there = worker.socket >= 0, was_fresh = worker.is_fresh;
    const Result<int> ended = replace(who);
    result = ended.is_ok() ? death(ended.value()) : ended.error();
    if (!ended.is_ok()) break;
    if (was_there && (was_fresh || result.error().code == ErrorCode::kTimeout)) break;
  }
  give_back(who);
  return result;
}

}  // namespace copydesk
