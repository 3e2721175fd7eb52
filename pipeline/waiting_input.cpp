// waiting_input.cpp: reads a descriptor in steps of poll(2), so that Ctrl-C is heard between two of
// them.
#include "pipeline/waiting_input.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace copydesk {
namespace {

constexpr int kPollMilliseconds = 100;

class WaitingInput final : public ByteSource {
 public:
  WaitingInput(int descriptor, std::string name, std::function<bool()> is_stopping)
      : descriptor_(descriptor), name_(std::move(name)), is_stopping_(std::move(is_stopping)) {}
  ~WaitingInput() override {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  WaitingInput(const WaitingInput&) = delete;
  WaitingInput& operator=(const WaitingInput&) = delete;

  Result<size_t> read(char* into, size_t size) override {
    size_t got = 0;
    while (got < size && !is_at_end_ && !error_) {
      if (is_stopping_()) return Error{ErrorCode::kInterrupted, offset_, "interrupted"};
      pollfd waiting{descriptor_, POLLIN, 0};
      const int ready = ::poll(&waiting, 1, kPollMilliseconds);
      if (ready == 0 || (ready < 0 && errno == EINTR)) continue;
      const ssize_t n = ::read(descriptor_, into + got, size - got);
      if (n < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (n < 0)
        error_ = Error{ErrorCode::kUnreadable, offset_ + got,
                       "cannot read " + name_ + ": " + std::strerror(errno)};
      if (n == 0) is_at_end_ = true;
      if (n > 0) got += static_cast<size_t>(n);
    }
    offset_ += got;
    if (got == 0 && error_) return *error_;
    return got;
  }

 private:
  int descriptor_;
  std::string name_;
  std::function<bool()> is_stopping_;
  uint64_t offset_ = 0;
  bool is_at_end_ = false;  // a terminal would wait for more
  std::optional<Error> error_;
};

}  // namespace

std::unique_ptr<ByteSource> standard_input(std::function<bool()> is_stopping) {
  return std::make_unique<WaitingInput>(STDIN_FILENO, "standard input", std::move(is_stopping));
}

bool is_waiting_input(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && (S_ISFIFO(info.st_mode) || S_ISCHR(info.st_mode));
}

Result<std::unique_ptr<ByteSource>> open_waiting_input(const std::string& path,
                                                       std::function<bool()> is_stopping) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0)
    return Error{errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kUnreadable, 0,
                 "cannot open " + path + ": " + std::strerror(errno)};
  return std::unique_ptr<ByteSource>(
      std::make_unique<WaitingInput>(descriptor, path, std::move(is_stopping)));
}

}  // namespace copydesk
