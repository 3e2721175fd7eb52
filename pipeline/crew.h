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
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

class Trays;

/// What one request may cost before its worker is ended.
struct CrewLimits {
  unsigned seconds = 60;  // of processor time
  size_t memory_bytes = size_t{4096}
                        << 20;  // that a worker may hold besides what the program itself has
};

/// Worker processes that answer requests of bytes with bytes. A parent process, forked before any
/// thread was started, forks the workers and forks a new one for each that died.
/// Threads: each worker is one thread's at a time; ask() is safe from many.
/// Cost: a copy of the bytes into memory that program and worker share, and two short messages over
/// a socket: less than the 35 microseconds for a page of 90 KB that it was when the worker copied
/// the page too. A new worker is there in about a millisecond.
class Crew {
 public:
  /// Runs in a worker, in one thread. A worker keeps its memory from request to request.
  using Work = std::function<void(std::string_view request, std::string& answer)>;

  /// One worker, and the requests that wait for its answers, oldest first. While it works on one,
  /// the next one lies ready.
  class Worker {
   public:
    /// Whether one more request can be handed over.
    bool has_room() const;
    /// Hands a request over, given in two parts; allocates nothing. Lifetime of `body`: until the
    /// answer is taken.
    void hand(std::string head, std::string_view body);
    /// The answer to the oldest request that waits; there must be one. A worker that dies over a
    /// request which it did not get as its first is replaced and asked once more, so that no
    /// request pays for another; those behind it are handed over again.
    /// Errors: kTimeout, kTooLarge (memory), kInternal (it crashed); the detail says which.
    Result<std::string> take_answer();

   private:
    friend class Crew;
    struct Request {
      std::string head;
      std::string_view body;
    };
    void hand_on();
    bool send(const Request& request);
    bool receive(std::string& answer);
    Result<std::string> answer_of_oldest();
    void let_go();

    Crew* crew_ = nullptr;
    size_t who_ = 0;
    int socket_ = -1;
    bool is_busy_ = false;           // of ask()
    uint64_t sent_ = 0, taken_ = 0;  // turns of the process that is there now
    std::vector<Request> waiting_;   // the first sent_ - taken_ of them are handed over
  };

  /// Forks the parent; it forks each of up to `count` workers when it is first needed. To be called
  /// while the program has one thread.
  /// Errors: kInternal (the system gives no process or socket).
  static Result<std::unique_ptr<Crew>> start(unsigned count, Work work, const CrewLimits& limits);
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew();  // the workers end when their sockets close

  /// A worker by its number, for callers of whom each keeps to one.
  Worker& worker(size_t who) { return *workers_[who]; }
  /// The answer of any worker that is idle. Errors: as of Worker::take_answer().
  Result<std::string> ask(std::string_view head, std::string_view body);

 private:
  Crew(unsigned count, const CrewLimits& limits);
  bool start_parent(const Work& work);
  std::optional<int> replace(Worker& worker);
  Worker& take();
  void give_back(Worker& worker);

  CrewLimits limits_;
  int parent_socket_ = -1;
  pid_t parent_ = -1;
  std::mutex mutex_;         // of who is busy
  std::mutex parent_mutex_;  // of the talk with the parent
  std::condition_variable has_idle_;
  std::unique_ptr<Trays> trays_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace copydesk
