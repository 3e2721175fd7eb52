// header.h: the headers of archive records: WARC header blocks and ARC lines, and how to tell a
// true one from look-alikes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "text/text.h"

namespace copydesk {

enum class ArchiveFormat : uint8_t { kWarc, kArc };

/// What a record says about itself. Empty is absent.
struct RecordHeader {
  std::string type;  // WARC-Type in lower case; for ARC "response" or "filedesc"
  std::string url;
  std::string date;          // ISO 8601
  std::string content_type;  // of the record: application/http ... ; for ARC that of the page
  std::string truncated;     // WARC-Truncated
  std::string record_id;
  std::string block_digest, payload_digest;  // WARC-Block-Digest: "sha1:..."
  bool is_segment = false;                   // WARC-Segment-Number: the body is in several records
  std::optional<uint64_t>
      length;  // of the body; nothing if missing, not a number, or two that differ
};

constexpr size_t kNoHeader = static_cast<size_t>(-1);

/// Length of the header at the start of `text` with the line that ends it, or kNoHeader if it is
/// not all there.
size_t header_length(std::string_view text, ArchiveFormat format);

/// Whether a record may start here: the version line of a WARC record, or an ARC line. Lenient: for
/// where one is due.
bool starts_record(std::string_view text, ArchiveFormat format);

/// Whether a record does start here: all mandatory fields are there and make sense. For where none
/// is due.
bool is_plausible_record(std::string_view text, ArchiveFormat format);

/// Place of the first plausible record at or behind `from`, at the start of a line or behind what
/// was cut off there; kNoHeader if there is none. Cost: linear, for any text: a look-alike is left
/// at its first line that is no header line.
size_t find_record(std::string_view text, size_t from, ArchiveFormat format, size_t to = kNoHeader);

/// Place of a plausible record inside a header found by header_length(), which was cut off there;
/// or kNoHeader.
size_t find_record_in_header(std::string_view header, ArchiveFormat format);

/// Reads a header found by header_length().
RecordHeader parse_header(std::string_view header, ArchiveFormat format);

/// "WARC/", or the address of an ARC line of at most 16 KiB: what the first decoded bytes of a
/// member must be to be taken after damage.
bool is_member_start(std::string_view decoded);

/// One header field of a block; calls with (name, value), names as written, folded lines joined.
template <typename Use>
void for_each_field(std::string_view block, Use use) {
  std::string value;
  size_t at = 0;
  while (at < block.size()) {
    size_t end = block.find('\n', at);
    if (end == std::string_view::npos) end = block.size();
    std::string_view line = block.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const auto trimmed = [](std::string_view text) {
      const size_t first = text.find_first_not_of(" \t\r");
      if (first == std::string_view::npos) return std::string_view();
      return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
    };
    value = trimmed(line.substr(colon + 1));
    while (at < block.size() && (block[at] == ' ' || block[at] == '\t')) {
      size_t fold_end = block.find('\n', at);
      if (fold_end == std::string_view::npos) fold_end = block.size();
      const std::string_view fold = trimmed(block.substr(at, fold_end - at));
      if (!value.empty() && !fold.empty()) value += ' ';
      value += fold;
      at = fold_end + 1;
    }
    use(trimmed(line.substr(0, colon)), std::string_view(value));
  }
}

/// A number of digits only, without sign; nothing if it is another thing or does not fit.
std::optional<uint64_t> parse_count(std::string_view text);

}  // namespace copydesk
