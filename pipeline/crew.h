// crew.h: work in processes of their own, so that whatever a page does to the code that reads it, a
// crash, an endless loop, a flood of memory, costs that page alone. For pipeline/ and through its
// door.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// What one request may cost before its worker is ended.
struct CrewLimits {
  unsigned seconds = 60;              // of processor time
  size_t memory_bytes = 4096u << 20;  // that a worker may hold besides what the program itself has
};

/// Worker processes that answer requests of bytes with bytes. A parent process, forked before any
/// thread was started, forks the workers and forks a new one for each that died.
/// Threads: ask() is safe from many; each holds one worker until its answer is there.
/// Cost: two copies of the bytes through a socket and about 20 microseconds a request; a new worker
/// is there in about a millisecond.
class Crew {
 public:
  /// Runs in a worker, in one thread. A worker keeps its memory from request to request.
  using Work = std::function<void(std::string_view request, std::string& answer)>;

  /// Forks the parent; it forks each of up to `count` workers when it is first needed. To be called
  /// while the program has one thread.
  /// Errors: kInternal (the system gives no process or socket).
  static Result<std::unique_ptr<Crew>> start(unsigned count, Work work, const CrewLimits& limits);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew();  // the workers end when their sockets close

  /// The answer of a worker to a request, given in parts. A worker that dies over a request it did
  /// not get as its first is replaced and asked once more, so that no request pays for another.
  /// Errors: kTimeout, kTooLarge (memory), kInternal (it crashed); the detail says which.
  Result<std::string> ask(std::string_view head, std::string_view body);

 private:
  struct Worker {
    int socket = -1;
    bool is_fresh = true;  // has answered nothing yet
    bool is_busy = false;
  };
  Crew(int parent_socket, pid_t parent, unsigned count);
  Result<int> replace(size_t who);
  size_t take();
  void give_back(size_t who);

  int parent_socket_;
  pid_t parent_;
  std::mutex mutex_;         // of the workers' states
  std::mutex parent_mutex_;  // of the talk with the parent
  std::condition_variable has_idle_;
  std::vector<Worker> workers_;
};

}  // namespace copydesk
