// file.cpp: POSIX reads and writes with EINTR and short counts handled, errors as Result.
#include "base/file.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <functional>
#include <thread>

namespace copydesk {
namespace {

Error system_error(ErrorCode code, std::string_view what, std::string_view path,
                   uint64_t offset = 0) {
  std::string detail(what);
  detail += ' ';
  detail += path;
  detail += ": ";
  detail += std::strerror(errno);
  return Error{code, offset, std::move(detail)};
}

class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  ~FileSource() override {
    if (descriptor_ > 0) ::close(descriptor_);
  }
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  Result<size_t> read(char* into, size_t size) override {
    size_t got = 0;
    while (got < size && !is_at_end_ && !error_) {
      const ssize_t n = ::read(descriptor_, into + got, size - got);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) error_ = system_error(ErrorCode::kUnreadable, "cannot read", path_, offset_ + got);
      if (n == 0) is_at_end_ = true;
      if (n > 0) got += static_cast<size_t>(n);
    }
    offset_ += got;
    if (got == 0 && error_) return *error_;
    return got;
  }

 private:
  int descriptor_;
  std::string path_;
  uint64_t offset_ = 0;
  bool is_at_end_ = false;  // a terminal would wait for more
  std::optional<Error> error_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  Result<size_t> read(char* into, size_t size) override {
    const size_t n = std::min(size, rest_.size());
    if (n > 0) std::memcpy(into, rest_.data(), n);
    rest_.remove_prefix(n);
    return n;
  }

 private:
  std::string_view rest_;
};

class DescriptorSink final : public ByteSink {
 public:
  explicit DescriptorSink(int descriptor, std::string name = "output")
      : descriptor_(descriptor), name_(std::move(name)) {}
  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t n = write_some(descriptor_, bytes);
      if (n < 0) return system_error(ErrorCode::kUnwritable, "cannot write to", name_, written_);
      written_ += static_cast<uint64_t>(n);
      bytes.remove_prefix(static_cast<size_t>(n));
    }
    return {};
  }

 private:
  int descriptor_;
  std::string name_;
  uint64_t written_ = 0;
};

// Flushes the file, then the folder's entry, so that a rename survives a power cut.
Result<void> flush_and_rename(int descriptor, const std::string& temporary,
                              const std::string& path) {
  if (::fsync(descriptor) != 0)
    return system_error(ErrorCode::kUnwritable, "cannot flush", temporary);
  if (::rename(temporary.c_str(), path.c_str()) != 0)
    return system_error(ErrorCode::kUnwritable, "cannot rename to", path);
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  if (const int dir = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); dir >= 0) {
    ::fsync(dir);
    ::close(dir);
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, uint64_t from) {
  if (path == "-" && from == 0)
    return std::unique_ptr<ByteSource>(new FileSource(0, "standard input"));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const ErrorCode code =
        errno == ENOENT || errno == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kUnreadable;
    return system_error(code, "cannot open", path);
  }
  auto source = std::make_unique<FileSource>(descriptor, path);
  if (from > 0 && ::lseek(descriptor, static_cast<off_t>(from), SEEK_SET) < 0)
    return system_error(ErrorCode::kUnreadable, "cannot seek in", path);
  return std::unique_ptr<ByteSource>(std::move(source));
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

ssize_t write_some(int descriptor, std::string_view bytes) {
  constexpr int kNoLimit = -1;
  while (true) {
    const ssize_t n = ::write(descriptor, bytes.data(), bytes.size());
    if (n >= 0 || (errno != EINTR && errno != EAGAIN)) return n;
    if (errno == EINTR) continue;
    pollfd full{descriptor, POLLOUT, 0};
    ::poll(&full, 1, kNoLimit);  // a signal ends it too: then write(2) says what is
  }
}

std::unique_ptr<ByteSink> descriptor_sink(int descriptor) {
  return std::make_unique<DescriptorSink>(descriptor);
}

std::string detail_without_path(const Error& error, std::string_view path) {
  std::string detail = error.detail;
  const std::string named = std::string(path) + ": ";
  const size_t at = detail.find(named);
  if (at == 0) return detail.erase(0, named.size());
  if (at != std::string::npos && detail[at - 1] == ' ') detail.erase(at - 1, path.size() + 1);
  return detail;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

Result<std::string> read_file(const std::string& path, size_t max_bytes) {
  CD_TRY(std::unique_ptr<ByteSource> source, open_file(path));
  std::string content;
  struct stat info {};
  if (path != "-" && ::stat(path.c_str(), &info) == 0 && info.st_size > 0)
    content.reserve(std::min(max_bytes, static_cast<size_t>(info.st_size)) + 1);
  constexpr size_t kChunkBytes = 256u << 10;
  while (true) {
    const size_t old_size = content.size();
    content.resize(old_size + kChunkBytes);
    CD_TRY(const size_t n, source->read(content.data() + old_size, kChunkBytes));
    content.resize(old_size + n);
    if (content.size() > max_bytes)
      return Error{ErrorCode::kTooLarge, max_bytes, path + " is larger than the limit"};
    if (n == 0) return content;
  }
}

int open_temporary(const std::string& path) {
  // Of a program of the same number that was killed, or a link that somebody has laid there.
  ::unlink(path.c_str());
  return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
}

Result<void> write_file_atomically(const std::string& path, std::string_view content) {
  // Two threads may write the same file: the same page, saved twice.
  const std::string temporary =
      path + ".partial-" + std::to_string(::getpid()) + "-" +
      std::to_string(std::hash<std::thread::id>{}(std::this_thread::get_id()));
  const int descriptor = open_temporary(temporary);
  if (descriptor < 0) return system_error(ErrorCode::kUnwritable, "cannot create", path);
  Result<void> done = DescriptorSink(descriptor, path).write(content);
  if (done.is_ok()) done = flush_and_rename(descriptor, temporary, path);
  ::close(descriptor);
  if (!done.is_ok()) ::unlink(temporary.c_str());
  return done;
}

}  // namespace copydesk
