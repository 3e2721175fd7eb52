// output_file.cpp: buffering, renaming, and telling "the reader has gone" from "the disk is full".
#include "cli/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace copydesk {
namespace {

constexpr size_t kBufferBytes = 256u << 10;

bool is_special(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode);
}

// The file behind a link; `path` itself when there is none yet.
std::string behind_links(const std::string& path) {
  char real[PATH_MAX];
  return ::realpath(path.c_str(), real) ? real : path;
}

}  // namespace

OutputFile::~OutputFile() {
  if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Error OutputFile::failed(std::string_view what, const std::string& path) {
  is_reader_gone_ = errno == EPIPE;
  std::string detail(what);
  detail.append(" ")
      .append(path.empty() ? "standard output" : path)
      .append(": ")
      .append(std::strerror(errno));
  return Error{ErrorCode::kUnwritable, 0, std::move(detail)};
}

Result<void> OutputFile::open(const std::string& path) {
  if (path.empty() || path == "-") {
    is_terminal_ = ::isatty(descriptor_) == 1;
    return {};
  }
  path_ = path;
  if (is_special(path)) return open_special();
  path_ = behind_links(path);
  const std::string temporary = path_ + ".partial-" + std::to_string(::getpid());
  descriptor_ = open_temporary(temporary);
  if (descriptor_ < 0) return failed("cannot create", path_);
  temporary_ = temporary;
  return {};
}

// Nothing can take the place of /dev/null or of a pipe that someone reads.
Result<void> OutputFile::open_special() {
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor_ < 0) return failed("cannot open", path_);
  is_terminal_ = ::isatty(descriptor_) == 1;
  // A full device refuses even nothing; a pipe and a terminal pass over it.
  ssize_t n = 0;
  do n = ::write(descriptor_, "", 0);
  while (n < 0 && errno == EINTR);
  return n < 0 ? Result<void>(failed("cannot write to", path_)) : Result<void>();
}

Result<void> OutputFile::write(std::string_view bytes) {
  buffer_ += bytes;
  return buffer_.size() < kBufferBytes ? Result<void>() : flush();
}

Result<void> OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = write_some(descriptor_, rest);
    if (n < 0) {
      buffer_.clear();
      is_incomplete_ = true;
      return failed("cannot write to", path_);
    }
    rest.remove_prefix(static_cast<size_t>(n));
  }
  buffer_.clear();
  return {};
}

Result<void> OutputFile::rename_to(const std::string& path) {
  CD_TRY_VOID(flush());
  if (temporary_.empty()) return {};
  if (is_incomplete_)
    return Error{ErrorCode::kUnwritable, 0, path + ": was not written to its end, and is left out"};
  if (::fsync(descriptor_) != 0) return failed("cannot flush", temporary_);
  if (::rename(temporary_.c_str(), path.c_str()) != 0) return failed("cannot rename to", path);
  temporary_.clear();
  return {};
}

Result<void> OutputFile::commit() { return rename_to(path_); }

Result<void> OutputFile::keep_partial() { return rename_to(path_ + ".partial"); }

}  // namespace copydesk
