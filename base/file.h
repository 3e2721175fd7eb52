// file.h: bytes in and bytes out: ByteSource, ByteSink, and files that are written whole or not at
// all.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace copydesk {

/// A stream of bytes to read: a file, a pipe, memory, or what a decoder makes of another source.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Reads up to `size` bytes; fewer only at the end or in front of an error, which the next call
  /// gives; 0 at the end. Errors: kUnreadable, and what a decoder adds.
  virtual Result<size_t> read(char* into, size_t size) = 0;
};

/// A stream of bytes to write.
class ByteSink {
 public:
  virtual ~ByteSink() = default;
  /// Writes all of `bytes`. Errors: kUnwritable.
  virtual Result<void> write(std::string_view bytes) = 0;
};

/// Opens a file for reading, from a byte on; "-" is standard input.
/// Errors: kNotFound, kUnreadable (also of a place in what cannot seek).
Result<std::unique_ptr<ByteSource>> open_file(const std::string& path, uint64_t from = 0);

/// A source over memory. Lifetime: `bytes` must outlive it.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

/// Writes some of `bytes`, as write(2) does, but goes on after a signal, and waits for room in a
/// pipe that somebody else has made non-blocking. -1 and errno for any other error.
ssize_t write_some(int descriptor, std::string_view bytes);

/// A sink on an open file descriptor, which stays the caller's. Short writes and EINTR are handled.
std::unique_ptr<ByteSink> descriptor_sink(int descriptor);

/// What an error about a file says without the file's path, for reports that name it in front:
/// "a.pdf: this is a PDF document", "cannot open a.html: Permission denied".
std::string detail_without_path(const Error& error, std::string_view path);

/// Whether a path leads to a folder.
bool is_folder(const std::string& path);

/// Reads a whole file. Errors: kNotFound, kUnreadable, kTooLarge (over `max_bytes`).
Result<std::string> read_file(const std::string& path, size_t max_bytes = size_t{1} << 40);

/// Opens a file to be written under a temporary name, which others can guess: what lies there is
/// taken away, a link is not followed. A descriptor, or -1 and errno.
int open_temporary(const std::string& path);

/// Writes a file whole or not at all: a neighbour is written, flushed to disk and renamed over
/// `path`. Errors: kUnwritable; the old file is then as it was.
Result<void> write_file_atomically(const std::string& path, std::string_view content);

}  // namespace copydesk
