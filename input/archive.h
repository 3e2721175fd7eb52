// archive.h: the records of a WARC or ARC file, one after the other, past any damage.
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "input/header.h"
#include "input/stream.h"

namespace copydesk {

/// One undamaged record. Lifetime: `body` until the next call of ArchiveReader::next().
struct Record {
  RecordHeader header;
  ArchiveFormat format = ArchiveFormat::kWarc;
  std::string_view body;
  uint64_t offset = 0, length = 0;  // stored bytes
  bool is_body_left_out = false;    // larger than the limit: `body` holds the first 64 KiB
};

/// Reads records and writes everything that is lost into the report.
/// A record counts as undamaged if its Content-Length leads to the end of the file, to the two line
/// breaks that end a record, or to the next record. Otherwise the next record is sought, from the
/// damaged one's header on, by a version line at the start of a line with all four mandatory fields
/// behind it; an ARC line likewise. Where a record is due, one of the other format may stand.
class ArchiveReader {
 public:
  /// `stored_size` is the size of the file if it is known: it shows at once that a length is wrong.
  ArchiveReader(MemberStream& stream, ArchiveFormat format, const InputLimits& limits,
                std::optional<uint64_t> stored_size, InputReport& report)
      : stream_(stream),
        format_(format),
        limits_(limits),
        stored_size_(stored_size),
        report_(report) {}

  /// False at the end of the input.
  bool next(Record& record);
  /// Makes the text of a page its own that lies in the record that next() gave last; the record is
  /// gone then.
  void keep(PageText& text) { stream_.consume_and_keep(std::exchange(record_size_, 0), text); }

 private:
  enum class Step : uint8_t { kRecord, kLost };
  bool skip_blank_lines();
  void follow_format();
  size_t read_header_block(bool& is_too_long, std::optional<size_t>& other_member);
  Step read_record(Record& record);
  Step read_body(Record& record, size_t header_size);
  Step skip_large_body(Record& record, size_t header_size);
  bool has_record_end(size_t body_at, size_t at);
  size_t record_behind_message(size_t body_at, size_t size) const;
  bool is_alone_in_member(size_t next);
  bool mend_length(Record& record, size_t header_size, size_t next);
  /// What proves that a member begins with a record: its whole header, or its first line.
  enum class Proof : uint8_t { kHeader, kFirstLine };
  std::optional<size_t> record_start_in_members(size_t from, size_t size, Proof proof) const;
  Step lose(ErrorCode code, const RecordHeader& header, std::string detail, size_t search_from);
  Step lose_until(ErrorCode code, const RecordHeader& header, std::string detail, size_t next_at);
  bool seek_record(size_t from);
  void finish_loss(Loss loss);
  void report_break();

  MemberStream& stream_;
  ArchiveFormat format_;
  InputLimits limits_;
  std::optional<uint64_t> stored_size_;
  InputReport& report_;
  size_t record_size_ = 0;    // bytes of the record that next() gave last
  uint64_t loss_offset_ = 0;  // stored offset of the record that is being read
  bool has_mended_length_ = false;
  std::string large_head_;  // first bytes of a body that is left out
};

/// Adds a loss to a report, or counts it when the report is full.
void add_loss(InputReport& report, const InputLimits& limits, Loss loss);

/// Damage as a loss, with the address of the record as far as it was decoded.
Loss loss_of(Damage damage);

/// Adds damage to a report as a loss. What a zip archive (WACZ) holds besides its records is none,
/// but a note.
void add_damage(InputReport& report, const InputLimits& limits, Damage damage);

}  // namespace copydesk
