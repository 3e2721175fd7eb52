// standard_input.cpp: reads descriptor 0 in steps of poll(2), so that Ctrl-C is heard between two
// of them.
#include "pipeline/standard_input.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace copydesk {
namespace {

constexpr int kPollMilliseconds = 100;

class StandardInput final : public ByteSource {
 public:
  explicit StandardInput(std::function<bool()> is_stopping)
      : is_stopping_(std::move(is_stopping)) {}

  Result<size_t> read(char* into, size_t size) override {
    size_t got = 0;
    while (got < size) {
      if (is_stopping_()) return Error{ErrorCode::kInterrupted, offset_, "interrupted"};
      pollfd waiting{STDIN_FILENO, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, kPollMilliseconds);
      if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
      const ssize_t n = ::read(STDIN_FILENO, into + got, size - got);
      if (n == 0) break;
      if (n < 0 && errno == EINTR) continue;
      if (n < 0)
        return Error{ErrorCode::kUnreadable, offset_ + got,
                     std::string("cannot read standard input: ").append(std::strerror(errno))};
      got += static_cast<size_t>(n);
    }
    offset_ += got;
    return got;
  }

 private:
  std::function<bool()> is_stopping_;
  uint64_t offset_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> standard_input(std::function<bool()> is_stopping) {
  return std::make_unique<StandardInput>(std::move(is_stopping));
}

}  // namespace copydesk
