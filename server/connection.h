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

  /// Whether a request begins within a second.
  bool wait_for_request();
  /// Reads a head with its empty line into `head`. Gives 0, or the status that refuses it: 400
  /// (it ends before), 408 (too slow), 431 (too long).
  int read_head(std::string& head);
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

  /// Ends so that the last answer arrives, though more may have been sent than was read: nothing
  /// more is written, and what comes is passed over for a while.
  void end();

 private:
  enum class Body : uint8_t { kPlain, kChunkSize, kChunkBytes, kChunkEnd, kTrailer, kEnd, kBroken };
  using Clock = std::chrono::steady_clock;

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
  std::string head_;  // of the request, from head_at_ on
  size_t head_at_ = 0;
  Body state_ = Body::kEnd;
  bool is_whole_ = true;     // nothing more comes
  uint64_t left_ = 0;        // bytes of the body, or of its chunk
  uint64_t body_bytes_ = 0;  // that were read
  size_t trailer_bytes_ = 0;
  Clock::time_point begin_;
};

}  // namespace copydesk
