// output_file.h: where results go: standard output, or a file that appears whole or not at all.
#pragma once

#include <string>
#include <string_view>

#include "base/base.h"

namespace copydesk {

/// A buffered stream of bytes to standard output or to a neighbour of a file that is renamed at the
/// end. What is no plain file, a pipe or a device, is written to as it is; a link is followed.
/// Threads: one at a time.
class OutputFile {
 public:
  OutputFile() = default;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();

  /// Opens the neighbour of `path`, or standard output when it is empty or "-", and asks a
  /// pipe or a device of that name whether it takes anything. Errors: kUnwritable.
  Result<void> open(const std::string& path);
  /// Errors: kUnwritable; is_reader_gone() then tells a closed pipe from a full disk. The file gets
  /// no name then.
  Result<void> write(std::string_view bytes);
  /// Writes what is buffered. Errors: kUnwritable.
  Result<void> flush();
  /// Flushes, and gives the file its name. Errors: kUnwritable.
  Result<void> commit();
  /// Flushes, and leaves what there is beside `path` as "path.partial", for a run that was
  /// interrupted.
  Result<void> keep_partial();

  /// Someone may be waiting for each byte: standard output, a pipe, a device.
  bool is_stream() const { return temporary_.empty(); }
  /// What is written is seen as it is; known in processes that have not the file, too.
  bool is_terminal() const { return is_terminal_; }
  bool is_reader_gone() const { return is_reader_gone_; }

 private:
  Error failed(std::string_view what, const std::string& path);
  Result<void> open_special();
  Result<void> rename_to(const std::string& path);

  std::string path_;       // empty: standard output
  std::string temporary_;  // not empty: exists
  std::string buffer_;
  int descriptor_ = 1;
  bool is_reader_gone_ = false;
  bool is_incomplete_ = false;  // what was written is not all there
  bool is_terminal_ = false;
};

}  // namespace copydesk
