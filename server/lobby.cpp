// lobby.cpp: connections -> those whose request has come, to threads that answer.
// Method: one thread polls all that wait; a head of which a byte comes every ten seconds costs a
// place here for ten seconds, and no thread. Places are few: who has waited longest goes when one
// more comes, so that a crowd that says nothing keeps nobody out. Not here: what a head says
// (request_head.cpp), bodies and answers, for which a thread waits (connection.cpp).
#include "server/lobby.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <new>

#include "base/base.h"

namespace copydesk {
namespace {

using std::chrono::seconds;

// Connections that may wait for a thread, and those that may wait for their head; of more, who has
// a head is told to come again, and of the others goes who has waited longest.
constexpr size_t kMostWaiting = 64;
constexpr int kHeadSeconds = 10;    // for a head that was begun
constexpr int kMostEmptyTurns = 4;  // of nothing but empty lines before a request
constexpr int kFarewellIdleSeconds = 2, kFarewellSeconds = 10;
constexpr size_t kFarewellBytes = 64u << 20;
constexpr int kGraceSeconds = 10;  // for answers that were begun when the service ends

}  // namespace

Lobby::Lobby(unsigned threads, size_t most_requests, Refusals refusals, Answer answer)
    : most_requests_(most_requests), refusals_(std::move(refusals)), answer_(std::move(answer)) {
  CD_CHECK(::pipe2(wake_, O_NONBLOCK | O_CLOEXEC) == 0);
  watcher_ = std::thread([this] { watch(); });
  for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

void Lobby::wake() const {
  const char byte = 0;
  (void)!::write(wake_[1], &byte, 1);  // a full pipe wakes as well
}

void Lobby::admit(std::unique_ptr<Connection> connection) {
  Guest guest{.connection = std::move(connection)};
  guest.until = Clock::now() + seconds(kIdleSeconds);
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_ || arrivals_.size() >= kMostWaiting * 2) return;
    arrivals_.push_back(std::move(guest));
  }
  wake();
}

void Lobby::take_arrivals() {
  char bytes[256];
  while (::read(wake_[0], bytes, sizeof bytes) > 0) {
  }
  const std::lock_guard lock(mutex_);
  for (Guest& guest : arrivals_) guests_.push_back(std::move(guest));
  arrivals_.clear();
}

// Milliseconds until the first guest has waited too long.
int Lobby::wait() const {
  auto until = Clock::now() + seconds(kHeadSeconds);
  for (const Guest& guest : guests_) until = std::min(until, guest.until);
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  return static_cast<int>(std::max<int64_t>(left, 0));
}

void Lobby::watch() {
  for (;;) {
    try {
      if (!watch_once()) return;
    } catch (const std::bad_alloc&) {
      guests_.clear();
    }
  }
}

// False at the end.
bool Lobby::watch_once() {
  take_arrivals();
  {
    const std::lock_guard lock(mutex_);
    if (is_stopping_) return false;
  }
  std::vector<pollfd> polls(1, {wake_[0], POLLIN, 0});
  for (const Guest& guest : guests_) polls.push_back({guest.connection->socket(), POLLIN, 0});
  if (::poll(polls.data(), polls.size(), wait()) < 0) return true;
  for (size_t i = 0; i < guests_.size(); ++i) {
    if (polls[i + 1].revents != 0) look_at(guests_[i]);
    // Who sends a byte at a time is late as well.
    if (guests_[i].connection != nullptr && guests_[i].until <= Clock::now()) time_out(guests_[i]);
  }
  make_room();
  return true;
}

// Who says goodbye goes before who says nothing.
void Lobby::make_room() {
  const auto is_gone = [](const Guest& guest) { return guest.connection == nullptr; };
  std::erase_if(guests_, is_gone);
  for (const bool is_leaving : {true, false}) {
    for (size_t i = 0, left = guests_.size(); i < guests_.size() && left > kMostWaiting; ++i) {
      if ((guests_[i].state == State::kLeaving) != is_leaving) continue;
      if (guests_[i].state == State::kBegun) guests_[i].connection->leave(refusals_.busy);
      guests_[i].connection.reset();
      --left;
    }
    std::erase_if(guests_, is_gone);
  }
}

void Lobby::look_at(Guest& guest) {
  try {
    if (guest.state != State::kLeaving) return place(guest, guest.connection->take_in());
    const size_t passed = guest.connection->pass_over();
    guest.passed += passed;
    if (passed == 0 || guest.passed > kFarewellBytes) return guest.connection.reset();
    guest.until = std::min(guest.last, Clock::now() + seconds(kFarewellIdleSeconds));
  } catch (const std::bad_alloc&) {
    guest.connection.reset();
  }
}

void Lobby::place(Guest& guest, Connection::Head head) {
  switch (head) {
    case Connection::Head::kNone:
      if (++guest.turns > kMostEmptyTurns) leave(guest, {});
      return;
    case Connection::Head::kBegun:
      if (guest.state == State::kIdle) guest.until = Clock::now() + seconds(kHeadSeconds);
      guest.state = State::kBegun;
      return;
    case Connection::Head::kThere:
      return hand_over(guest);
    case Connection::Head::kEnded:
      return guest.connection.reset();
  }
}

void Lobby::hand_over(Guest& guest) {
  {
    const std::lock_guard lock(mutex_);
    if (ready_.size() < kMostWaiting) {
      ready_.push_back(std::move(guest));
      has_ready_.notify_one();
      return;
    }
  }
  leave(guest, refusals_.busy);
}

void Lobby::time_out(Guest& guest) {
  if (guest.state == State::kBegun) return leave(guest, refusals_.slow);
  guest.connection.reset();
}

// Ends so that the last answer arrives, though more may have been sent than was read: nothing more
// is written, and what comes is passed over for a while.
void Lobby::leave(Guest& guest, std::string_view answer) {
  if (guest.connection->leave(answer)) return guest.connection.reset();
  const auto now = Clock::now();
  guest.state = State::kLeaving;
  guest.last = now + seconds(kFarewellSeconds);
  guest.until = now + seconds(kFarewellIdleSeconds);
}

void Lobby::work() {
  for (;;) {
    try {
      if (!work_once()) return;
    } catch (const std::bad_alloc&) {  // of a place among those that wait; the connection is closed
    }
  }
}

// False at the end.
bool Lobby::work_once() {
  Guest guest;
  {
    std::unique_lock lock(mutex_);
    has_ready_.wait(lock, [&] { return is_stopping_ || !ready_.empty(); });
    if (ready_.empty()) return false;
    guest = std::move(ready_.front());
    ready_.pop_front();
    if (is_cut_) return true;
    serving_.insert(guest.connection->socket());
  }
  const bool goes_on = serve(guest);
  {
    const std::lock_guard lock(mutex_);
    serving_.erase(guest.connection->socket());  // before it is closed, and its number another's
  }
  is_idle_.notify_all();
  if (!goes_on) leave(guest, {});
  if (guest.connection == nullptr) return true;
  const std::lock_guard lock(mutex_);
  if (is_stopping_) return true;
  arrivals_.push_back(std::move(guest));
  wake();
  return true;
}

// Answers all requests that are there. Whether another may come.
bool Lobby::serve(Guest& guest) {
  try {
    for (;;) {
      const bool is_last = ++guest.requests >= most_requests_;
      if (!answer_(*guest.connection, is_last) || is_last) return false;
      guest.state = State::kIdle;
      guest.turns = 0;
      guest.until = Clock::now() + seconds(kIdleSeconds);
      const Connection::Head head = guest.connection->take_in();
      if (head == Connection::Head::kEnded) return false;
      if (head == Connection::Head::kThere) continue;
      place(guest, head);
      return true;
    }
  } catch (const std::bad_alloc&) {  // of a head, of an answer
    return false;
  }
}

void Lobby::shutdown() {
  if (!watcher_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake();
  watcher_.join();
  guests_.clear();
  {
    std::unique_lock lock(mutex_);
    has_ready_.notify_all();
    is_idle_.wait_for(lock, seconds(kGraceSeconds),
                      [&] { return ready_.empty() && serving_.empty(); });
    is_cut_ = true;
    for (const int socket : serving_) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& worker : workers_) worker.join();
  for (const int end : wake_) ::close(end);
}

}  // namespace copydesk
