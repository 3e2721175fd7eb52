// connection.h: the socket of one who asks: heads, bodies and answers, none of which can take more
// time or room than is allowed. For server/ only.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/request_head.h"

namespace copydesk {

/// A connection that was accepted. Closes its socket. Threads: one.
class Connection {
 public:
  Connection(int socket, size_t most_head_bytes)
      : socket_(socket), most_head_bytes_(most_head_bytes) {}
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// How much of the head of a request is there: nothing but empty lines; some of it; all of it, or
  /// as much as ever will be, so that take_head() has an answer; nothing, and nothing will come.
  enum class Head : uint8_t { kNone, kBegun, kThere, kEnded };
  /// Takes in what has come, without waiting for more.
  Head take_in();
  /// Moves a head that is there, with its empty line, into `head`. Gives 0, or the status that
  /// refuses it: 400 (it ends before), 431 (too long).
  int take_head(std::string& head);
  /// From here on read() gives `head.text`, then the body, out of its chunks if it comes in some,
  /// then 0; -1 for a body that breaks off, is no chunks, or comes too slowly.
  void begin(const RequestHead& head);
  ssize_t read(char* to, size_t size);
  /// All of it, or -1.
  ssize_t write(std::string_view bytes);
  /// Writes the answer to a request of which nothing more is read.
  void refuse(std::string_view answer);
  bool is_body_read() const { return state_ == Body::kEnd; }
  bool is_readable() const;
  int socket() const { return socket_; }

  /// Ends the way to them, behind `answer` if there is one and it can be sent without waiting.
  /// Gives whether the connection may be closed: if they have sent more than was read, the last
  /// answer arrives only if that is read first, by pass_over().
  bool leave(std::string_view answer);
  /// Bytes that came and were passed over; 0 when nothing more comes.
  size_t pass_over();

 private:
  enum class Body : uint8_t { kPlain, kChunkSize, kChunkBytes, kChunkEnd, kTrailer, kEnd, kBroken };
  using Clock = std::chrono::steady_clock;

  Head head_of_buffer();
  bool fill(Clock::time_point until);
  bool fill_body();
  void step();
  bool take_line(std::string_view& line);
  void read_chunk_size();
  void read_chunk_end();
  void read_trailer();
  std::string_view buffered() const { return std::string_view(buffer_).substr(at_); }

  int socket_;
  size_t most_head_bytes_;
  std::string buffer_;  // what came and was not asked for, from at_ on
  size_t at_ = 0;
  size_t searched_ = 0;  // of what is buffered, for the end of a head
  std::string head_;     // of the request, from head_at_ on
  size_t head_at_ = 0;
  Body state_ = Body::kEnd;
  bool is_whole_ = true;     // nothing more comes
  uint64_t left_ = 0;        // bytes of the body, or of its chunk
  uint64_t body_bytes_ = 0;  // that were read
  size_t trailer_bytes_ = 0;
  Clock::time_point begin_;
};

}  // namespace copydesk
