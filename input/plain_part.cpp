// plain_part.cpp: an archive that is not compressed and a place in it -> the start of a record.
// Headers are read, bodies are jumped over by their length, as long as a record stands where the
// length says. Not here: what to do where it does not (archive.cpp, which then reads from the last
// record that is sure).
#include "input/plain_part.h"

#include <algorithm>

namespace copydesk {
namespace {

// Holds the header of any usual record; a longer one is where the search ends.
constexpr size_t kLookBytes = 4096;

/// Skips line breaks at `at` and gives what stands behind them.
Result<std::string> look(const std::string& path, uint64_t& at) {
  CD_TRY(std::unique_ptr<ByteSource> source, open_file(path, at));
  std::string block(kLookBytes, '\0');
  CD_TRY(const size_t size, source->read(block.data(), block.size()));
  block.resize(size);
  const size_t breaks = std::min(block.find_first_not_of("\r\n"), block.size());
  at += breaks;
  block.erase(0, breaks);
  return block;
}

}  // namespace

Result<uint64_t> sure_record_start(const std::string& path, uint64_t begin, ArchiveFormat format) {
  uint64_t at = 0;
  CD_TRY(std::string block, look(path, at));
  while (at < begin && starts_record(block, format)) {
    const size_t header_size = header_length(block, format);
    if (header_size == kNoHeader) break;
    const auto length = parse_header(std::string_view(block).substr(0, header_size), format).length;
    // No file holds a length so large that the place behind it cannot be told to the system.
    if (!length.has_value() || *length > uint64_t{INT64_MAX} - at - header_size) break;
    uint64_t behind = at + header_size + *length;
    CD_TRY(std::string next, look(path, behind));
    if (!starts_record(next, format)) break;
    at = behind;
    block = std::move(next);
  }
  return at;
}

}  // namespace copydesk
