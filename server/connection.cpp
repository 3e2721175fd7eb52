// connection.cpp: a socket -> the head of a request, its body without the framing, and the way back
// for the answer. Bounds: bytes of a head, a least speed for body and answer.
// Method: own, chunks after RFC 9112, 7.1. Not here: what a head says (request_head.cpp), how long
// one may take (lobby.cpp).
#include "server/connection.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <utility>

namespace copydesk {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kPatienceSeconds = 10;                // for the next bytes of a body or an answer
constexpr uint64_t kLeastBytesASecond = 16u << 10;  // of a body, of an answer, after the first ten
constexpr size_t kMostChunkLineBytes = 256;         // a number, and an extension that nobody uses
constexpr size_t kMostTrailerBytes = 8192;
constexpr size_t kRoomBytes = 16u << 10;
constexpr std::string_view kLineEnd = "\r\n", kHeadEnd = "\r\n\r\n";

using Time = std::chrono::steady_clock::time_point;
Time now() { return std::chrono::steady_clock::now(); }

// Whether the socket lets us read or write before `until`.
bool wait_for(int socket, short what, Time until) {
  for (;;) {
    const auto left = std::chrono::ceil<milliseconds>(until - now()).count();
    pollfd wait{socket, what, 0};
    const int ready = ::poll(&wait, 1, static_cast<int>(std::max<int64_t>(left, 0)));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

// When so many bytes of a body or an answer must be through at the latest.
Time latest(Time begin, uint64_t bytes) {
  const auto whole = begin + seconds(kPatienceSeconds) + seconds(bytes / kLeastBytesASecond);
  return std::min(now() + seconds(kPatienceSeconds), whole);
}

}  // namespace

Connection::~Connection() { ::close(socket_); }

bool Connection::is_readable() const { return wait_for(socket_, POLLIN, now()); }

// More bytes into the buffer. False: nothing more comes, or not in time.
bool Connection::fill(Clock::time_point until) {
  if (at_ > 0) buffer_.erase(0, at_);
  at_ = 0;
  const size_t size = buffer_.size();
  buffer_.resize(size + kRoomBytes);
  ssize_t got = -1;
  while (got < 0 && wait_for(socket_, POLLIN, until)) {
    got = ::recv(socket_, buffer_.data() + size, kRoomBytes, MSG_DONTWAIT);
    if (got < 0 && errno != EINTR && errno != EAGAIN) got = 0;
  }
  buffer_.resize(size + static_cast<size_t>(std::max<ssize_t>(got, 0)));
  is_whole_ = got == 0;
  return got > 0;
}

Connection::Head Connection::take_in() {
  (void)fill(now());
  while (buffered().starts_with(kLineEnd)) at_ += kLineEnd.size();  // RFC 9112, 2.2
  return head_of_buffer();
}

Connection::Head Connection::head_of_buffer() {
  const std::string_view here = buffered();
  if (here.empty() || here == "\r") return is_whole_ ? Head::kEnded : Head::kNone;
  if (here.size() > most_head_bytes_ || is_whole_) return Head::kThere;
  if (here.find(kHeadEnd, searched_) != here.npos) return Head::kThere;
  searched_ = here.size() - std::min(here.size(), kHeadEnd.size() - 1);
  return Head::kBegun;
}

int Connection::take_head(std::string& head) {
  const size_t end = buffered().find(kHeadEnd, std::exchange(searched_, 0));
  const size_t size = end == std::string_view::npos ? buffered().size() : end + kHeadEnd.size();
  if (size > most_head_bytes_) return 431;
  if (end == std::string_view::npos) return 400;
  head.assign(buffered().substr(0, size));
  at_ += size;
  return 0;
}

void Connection::begin(const RequestHead& head) {
  head_ = head.text;
  head_at_ = 0;
  left_ = head.body_bytes;
  body_bytes_ = trailer_bytes_ = 0;
  begin_ = now();
  switch (head.body_end) {
    case BodyEnd::kNone:
      state_ = Body::kEnd;
      break;
    case BodyEnd::kLength:
      state_ = Body::kPlain;
      break;
    case BodyEnd::kChunks:
      state_ = Body::kChunkSize;
      break;
  }
}

bool Connection::fill_body() {
  if (fill(latest(begin_, body_bytes_))) return true;
  state_ = Body::kBroken;
  return false;
}

// A line of the framing, with what ends it taken off. False: it is not there yet; too long or with
// a bare CR or LF, it breaks the body.
bool Connection::take_line(std::string_view& line) {
  const std::string_view here = buffered().substr(0, kMostChunkLineBytes + kLineEnd.size());
  const size_t end = std::min(here.find(kLineEnd), here.size());
  line = here.substr(0, end);
  const size_t bare = line.find_first_of("\r\n");
  const bool is_half = bare != line.npos && bare + 1 == here.size() && here[bare] == '\r';
  if ((bare != line.npos && !is_half) || line.size() > kMostChunkLineBytes) {
    state_ = Body::kBroken;
    return false;
  }
  if (end == here.size()) {
    (void)fill_body();
    return false;
  }
  at_ += end + kLineEnd.size();
  return true;
}

void Connection::read_chunk_size() {
  std::string_view line;
  if (!take_line(line)) return;
  constexpr size_t kMostDigits = 8;
  const std::string_view digits = line.substr(0, line.find_first_of("; \t"));
  const std::string_view behind = line.substr(digits.size());
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), left_, 16);
  const bool is_number =
      error == std::errc() && end == digits.data() + digits.size() && digits.size() <= kMostDigits;
  const size_t sign = behind.find_first_not_of(" \t");
  const bool is_extended = sign != behind.npos && behind[sign] == ';';
  if (!is_number || (!behind.empty() && !is_extended)) {
    state_ = Body::kBroken;
    return;
  }
  state_ = left_ > 0 ? Body::kChunkBytes : Body::kTrailer;
}

void Connection::read_chunk_end() {
  std::string_view line;
  if (take_line(line)) state_ = line.empty() ? Body::kChunkSize : Body::kBroken;
}

// What a trailer says is nothing that we ask for.
void Connection::read_trailer() {
  std::string_view line;
  if (!take_line(line)) return;
  trailer_bytes_ += line.size();
  if (trailer_bytes_ > kMostTrailerBytes) state_ = Body::kBroken;
  if (line.empty()) state_ = Body::kEnd;
}

void Connection::step() {
  switch (state_) {
    case Body::kChunkSize:
      return read_chunk_size();
    case Body::kChunkEnd:
      return read_chunk_end();
    case Body::kTrailer:
      return read_trailer();
    default:
      (void)fill_body();
  }
}

ssize_t Connection::read(char* to, size_t size) {
  if (head_at_ < head_.size()) {
    const size_t part = head_.copy(to, size, head_at_);
    head_at_ += part;
    return static_cast<ssize_t>(part);
  }
  for (;; step()) {
    if (state_ == Body::kEnd) return 0;
    if (state_ == Body::kBroken) return -1;
    if ((state_ == Body::kPlain || state_ == Body::kChunkBytes) && !buffered().empty()) break;
  }
  const size_t part = buffered().substr(0, std::min<uint64_t>(left_, size)).copy(to, size);
  at_ += part;
  body_bytes_ += part;
  left_ -= part;
  if (left_ == 0) state_ = state_ == Body::kPlain ? Body::kEnd : Body::kChunkEnd;
  return static_cast<ssize_t>(part);
}

ssize_t Connection::write(std::string_view bytes) {
  const Time begin = now();
  size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t sent =
        ::send(socket_, bytes.data() + done, bytes.size() - done, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      done += static_cast<size_t>(sent);
    } else if (errno != EINTR &&
               (errno != EAGAIN || !wait_for(socket_, POLLOUT, latest(begin, done)))) {
      return -1;
    }
  }
  return static_cast<ssize_t>(done);
}

void Connection::refuse(std::string_view answer) {
  state_ = Body::kBroken;  // of a body that is not looked at
  (void)write(answer);
}

bool Connection::leave(std::string_view answer) {
  if (!answer.empty()) {
    state_ = Body::kBroken;
    (void)!::send(socket_, answer.data(), answer.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  }
  ::shutdown(socket_, SHUT_WR);
  return is_body_read() && buffered().empty() && !is_readable();
}

size_t Connection::pass_over() {
  buffer_.clear();
  at_ = 0;
  return fill(now()) ? buffer_.size() : 0;
}

}  // namespace copydesk
