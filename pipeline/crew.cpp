// crew.cpp: Crew, the program's side of it.
// Three kinds of process: the program (threads; asks), the parent and the workers
// (crew_process.cpp). The program gets a worker's socket from the parent. What a worker says is
// checked like what a stranger says: a size is read once, the bytes are copied before they are
// looked at.
#include "pipeline/crew.h"

#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "pipeline/crew_process.h"
#include "pipeline/messages.h"
#include "pipeline/trays.h"

namespace copydesk {
namespace {

Error death(int status) {
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF)
    return Error{ErrorCode::kTimeout, 0, "took more processor time than the limit for one page"};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemoryExit)
    return Error{ErrorCode::kTooLarge, 0, "needs more memory than the limit for one page"};
  std::string detail = "the reading of this page crashed";
  if (WIFSIGNALED(status)) detail += " (signal " + std::to_string(WTERMSIG(status)) + ")";
  return Error{ErrorCode::kInternal, 0, std::move(detail)};
}

// What does not fit a tray. Memory is taken as the bytes come, not as they are announced.
bool receive_large(int socket, uint64_t size, std::string& into) {
  constexpr uint64_t kStepBytes = 4u << 20;
  while (into.size() < size) {
    const size_t at = into.size();
    into.resize(at + std::min(kStepBytes, size - at));
    if (!receive_all(socket, into.data() + at, into.size() - at)) return false;
  }
  return true;
}

}  // namespace

// ---------------- a worker

bool Crew::Worker::has_room() const { return waiting_.size() < Trays::kRequests; }

void Crew::Worker::hand(std::string head, std::string_view body) {
  CD_CHECK(has_room());
  waiting_.push_back({std::move(head), body});
  hand_on();
}

// Sends what waits, as far as it can be sent. Allocates nothing.
void Crew::Worker::hand_on() {
  while (sent_ - taken_ < waiting_.size()) {
    if (socket_ < 0 && !crew_->replace(*this)) return;
    const Request& request = waiting_[sent_ - taken_];
    // What has to go through the socket waits until the worker waits for it: while it sends a
    // large answer both sides would wait for each other.
    const bool fits = crew_->trays_->fits_request(request.head.size() + request.body.size());
    if (!fits && sent_ > taken_) return;
    if (!send(request)) return;  // it has died; whoever takes its answer finds out
    ++sent_;
  }
}

bool Crew::Worker::send(const Request& request) {
  const auto& [head, body] = request;
  const size_t size = head.size() + body.size();
  if (!crew_->trays_->fits_request(size))
    return send_number(socket_, size) && send_all(socket_, head) && send_all(socket_, body);
  char* tray = crew_->trays_->request(who_, sent_);
  if (!head.empty()) std::memcpy(tray, head.data(), head.size());
  if (!body.empty()) std::memcpy(tray + head.size(), body.data(), body.size());
  return send_number(socket_, size);
}

bool Crew::Worker::receive(std::string& answer) {
  uint64_t size = 0;
  if (!receive_number(socket_, size) || size > crew_->limits_.memory_bytes) return false;
  if (!crew_->trays_->fits_answer(size)) return receive_large(socket_, size, answer);
  answer.assign(crew_->trays_->answer(who_, taken_), size);
  return true;
}

Result<std::string> Crew::Worker::answer_of_oldest() {
  while (true) {
    hand_on();
    std::string answer;
    if (socket_ >= 0 && receive(answer)) {
      ++taken_;
      return answer;
    }
    const bool was_fresh = taken_ == 0;
    const std::optional<int> ended = socket_ >= 0 ? crew_->replace(*this) : std::nullopt;
    if (!ended) return Error{ErrorCode::kInternal, 0, "no worker process is left"};
    Error error = death(*ended);
    if (was_fresh || error.code == ErrorCode::kTimeout) return error;
  }
}

Result<std::string> Crew::Worker::take_answer() {
  CD_CHECK(!waiting_.empty());
  try {
    Result<std::string> answer = answer_of_oldest();
    waiting_.erase(waiting_.begin());
    hand_on();
    return answer;
  } catch (const std::bad_alloc&) {
    // Part of an answer may still be in the socket.
    let_go();
    waiting_.erase(waiting_.begin());
    throw;
  }
}

void Crew::Worker::let_go() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  sent_ = taken_ = 0;
}

// ---------------- the crew

Result<std::unique_ptr<Crew>> Crew::start(unsigned count, Work work, const CrewLimits& limits) {
  std::unique_ptr<Crew> crew(new Crew(count, limits));
  if (!crew->start_parent(work))
    return Error{ErrorCode::kInternal, 0, "cannot start worker processes"};
  return crew;
}

Crew::Crew(unsigned count, const CrewLimits& limits)
    : limits_(limits), trays_(std::make_unique<Trays>(count)) {
  for (size_t who = 0; who < count; ++who) {
    workers_.push_back(std::make_unique<Worker>());
    workers_.back()->crew_ = this;
    workers_.back()->who_ = who;
    workers_.back()->waiting_.reserve(Trays::kRequests);
  }
}

bool Crew::start_parent(const Work& work) {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return false;
  parent_ = ::fork();
  if (parent_ == 0) {
    ::close(pair[0]);
    run_crew_parent(pair[1], static_cast<unsigned>(workers_.size()), work, limits_, *trays_);
  }
  ::close(pair[1]);
  parent_socket_ = pair[0];
  return parent_ > 0;
}

Crew::~Crew() {
  for (const auto& worker : workers_) worker->let_go();
  if (parent_socket_ >= 0) ::close(parent_socket_);
  while (parent_ > 0 && ::waitpid(parent_, nullptr, 0) < 0 && errno == EINTR) continue;
}

// A new process for a worker; returns how the one before ended. Allocates nothing.
std::optional<int> Crew::replace(Worker& worker) {
  const std::lock_guard lock(parent_mutex_);
  worker.let_go();
  int status = 0;
  if (!send_number(parent_socket_, worker.who_) ||
      !receive_descriptor(parent_socket_, status, worker.socket_))
    return std::nullopt;
  return status;
}

// The first idle worker: those behind stay without a process until they are needed.
Crew::Worker& Crew::take() {
  std::unique_lock lock(mutex_);
  Worker* idle = nullptr;
  has_idle_.wait(lock, [&] {
    const auto found = std::find_if(workers_.begin(), workers_.end(),
                                    [](const auto& worker) { return !worker->is_busy_; });
    idle = found == workers_.end() ? nullptr : found->get();
    return idle != nullptr;
  });
  idle->is_busy_ = true;
  return *idle;
}

void Crew::give_back(Worker& worker) {
  const std::lock_guard lock(mutex_);
  worker.is_busy_ = false;
  has_idle_.notify_one();
}

Result<std::string> Crew::ask(std::string_view head, std::string_view body) {
  std::string own_head(head);
  struct Turn {
    Crew& crew;
    Worker& worker;
    ~Turn() { crew.give_back(worker); }
  } turn{*this, take()};
  turn.worker.hand(std::move(own_head), body);
  return turn.worker.take_answer();
}

}  // namespace copydesk
