// lobby.h: where connections are while no request of theirs can be answered: before the head of one
// is there, and when all is said. Threads are for requests that have come. For server/ only.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "server/connection.h"

namespace copydesk {

/// Takes the connections of one port, waits for their heads in one thread, whatever their number,
/// and has those that are there answered by others. Threads: admit() from any, the rest from one.
class Lobby {
 public:
  /// Answers the request whose head is there. Gives whether another may come.
  using Answer = std::function<bool(Connection&, bool is_last)>;
  static constexpr int kIdleSeconds = 1;  // between two requests
  /// Whole answers to those who are not let in.
  struct Refusals {
    std::string busy, slow;
  };

  /// After `most_requests` a connection ends.
  Lobby(unsigned threads, size_t most_requests, Refusals refusals, Answer answer);
  ~Lobby() { shutdown(); }
  Lobby(const Lobby&) = delete;
  Lobby& operator=(const Lobby&) = delete;

  /// Never waits. When too many wait already, the connection is closed.
  void admit(std::unique_ptr<Connection> connection);
  /// Closes all connections that wait, and returns when what was begun is answered; what is not
  /// after ten seconds is cut off.
  void shutdown();

 private:
  using Clock = std::chrono::steady_clock;
  enum class State : uint8_t { kIdle, kBegun, kLeaving };
  struct Guest {
    std::unique_ptr<Connection> connection;
    State state = State::kIdle;
    size_t requests = 0;                // that were answered
    int turns = 0;                      // in which nothing came but empty lines
    size_t passed = 0;                  // bytes that came while leaving
    Clock::time_point until{}, last{};  // of this state; of leaving as a whole
  };

  void watch();
  bool watch_once();
  void take_arrivals();
  void make_room();
  int wait() const;
  void look_at(Guest& guest);
  void place(Guest& guest, Connection::Head head);
  void hand_over(Guest& guest);
  void leave(Guest& guest, std::string_view answer);
  void time_out(Guest& guest);
  void work();
  bool work_once();
  bool serve(Guest& guest);
  void wake() const;

  const size_t most_requests_;
  const Refusals refusals_;
  const Answer answer_;
  int wake_[2] = {-1, -1};  // a pipe: to the thread that watches

  std::vector<Guest> guests_;  // of the thread that watches alone; without connection: gone

  std::mutex mutex_;  // of all that follows
  std::condition_variable has_ready_, is_idle_;
  std::vector<Guest> arrivals_;  // on their way to guests_
  std::deque<Guest> ready_;
  std::set<int> serving_;  // sockets
  bool is_stopping_ = false, is_cut_ = false;

  std::thread watcher_;
  std::vector<std::thread> workers_;
};

}  // namespace copydesk
