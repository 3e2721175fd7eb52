// stream.h: MemberStream, the decoded bytes of an archive file, with the place of each gzip member
// or zstd frame, and a break wherever damage was jumped over.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/byte_buffer.h"
#include "input/inflate.h"
#include "input/input.h"

struct libdeflate_decompressor;

namespace copydesk {

/// A window over a source that never goes back. Lifetime: view() until the next fill() or
/// consume().
class RawWindow {
 public:
  explicit RawWindow(std::unique_ptr<ByteSource> source, uint64_t offset = 0)
      : source_(std::move(source)), offset_(offset) {}
  /// Reads until view() has `want` bytes; false if the source ends before.
  bool fill(size_t want);
  std::string_view view() const { return buffer_.view().substr(begin_); }
  void consume(size_t count);
  /// Consumes all of view() and swaps its buffer for another; false if other bytes are in front.
  bool swap_buffer(ByteBuffer& other);
  /// Puts bytes that were consumed last in front of view() again.
  void put_back(std::string_view bytes);
  uint64_t offset() const { return offset_; }  // of the first byte of view()
  const std::optional<Error>& error() const { return error_; }

 private:
  std::unique_ptr<ByteSource> source_;
  ByteBuffer buffer_;
  size_t begin_ = 0;               // of view(), which goes to the end of the buffer
  size_t read_bytes_ = 64u << 10;  // doubled with each read up to 1 MiB: a small file costs little
  uint64_t offset_ = 0;
  bool is_at_end_ = false;
  std::optional<Error> error_;
};

/// Stored bytes that could not be decoded.
struct Damage {
  ErrorCode code = ErrorCode::kDamaged;
  uint64_t offset = 0, length = 0;  // stored bytes
  std::string detail;
  std::string head;  // what could be decoded of the lost member, the first 4 KiB: the record's name
                     // is in it
  bool is_of_zip = false;         // no damage: what a zip archive holds besides the records
  bool is_behind_member = false;  // what was decoded before is whole
  bool is_padding = false;        // that, and nothing but zeros and breaks up to the end
};

/// Decodes a whole file as one stream. Members whose check sum is wrong give nothing; a member of
/// over 4 MiB is passed on as it is decoded. After damage it goes on at the next member of the same
/// coding that starts a record. Where a member ends, and a record is due, another coding may begin,
/// or none: files of different kinds are often put one behind the other. Offsets called positions
/// count decoded bytes from the start of the stream.
class MemberStream {
 public:
  using StartsRecord = bool (*)(std::string_view decoded);
  /// `name` is that of the file: should its start be damaged, more of one that is an archive's is
  /// searched, and its ending says what it was.
  MemberStream(std::unique_ptr<ByteSource> source, std::string_view name, const InputLimits& limits,
               StartsRecord starts_record);
  /// Goes on in another place of the file that `head` was opened on: `source` stands at the byte
  /// `offset`, and what is decoded begins with the first member from there on that starts a record;
  /// without a coding with this byte, and positions are then places in the file.
  MemberStream(std::unique_ptr<ByteSource> source, uint64_t offset, const MemberStream& head);
  MemberStream(const MemberStream&) = delete;
  MemberStream& operator=(const MemberStream&) = delete;
  ~MemberStream();

  Coding first_coding() const { return first_coding_; }
  /// Whether the coding has changed on the way.
  bool is_mixed() const { return is_mixed_; }
  /// Whether what stands at a position in view() is stored as it is.
  bool is_plain_at(uint64_t position) const;
  /// Where bytes that are not compressed are at their end: goes on with the member that stands at
  /// the front of view(). False if there is none that starts a record.
  bool enter_member();
  /// Looks for a border: the first member of the first coding from the stored byte `end` on that
  /// starts a record; without a coding this byte itself.
  void set_end(uint64_t end) { end_ = end; }
  /// Whether a position, or a stored offset, lies behind the border. Decoding goes on behind it.
  bool is_position_behind_border(uint64_t position) const {
    if (first_coding_ == Coding::kNone) return stored_offset(position) >= end_;
    return border_.has_value() && position >= border_->position;
  }
  bool is_stored_behind_border(uint64_t offset) const {
    if (first_coding_ == Coding::kNone) return offset >= end_;
    return border_.has_value() && offset >= border_->stored;
  }
  /// Decodes until view() has `want` bytes; false if the end or a break comes before.
  bool fill(size_t want);
  std::string_view view() const { return out_.view().substr(out_begin_); }
  void consume(size_t count);
  /// Consumes the first bytes of view(), and makes a text that lies in them its own: gives away the
  /// buffer where it holds little else, copies the text where not.
  void consume_and_keep(size_t count, PageText& text);
  uint64_t position() const { return position_; }

  /// The break behind the last byte of view(), if there is one; taking it lets fill() go on behind
  /// it.
  bool has_break() const { return damage_.has_value(); }
  const std::optional<Damage>& break_ahead() const { return damage_; }
  /// Whether a member that starts a record follows the break.
  bool has_record_behind_break() const { return has_break() && !raw_.view().empty(); }
  Damage take_break();

  /// Stored offset of a position in view(): exact where it is plain, else that of the member it is
  /// in.
  uint64_t stored_offset(uint64_t position) const;
  /// Stored bytes decoded so far.
  uint64_t stored_end() const { return raw_.offset() + fed_; }
  /// Stored offset where what was decoded for `position` ends: the next member's start, or
  /// stored_end().
  uint64_t stored_end_of(uint64_t position) const;
  /// The first member start behind `position` that is known, or nothing.
  std::optional<uint64_t> next_member_start(uint64_t position) const;
  uint64_t member_count() const { return member_count_; }
  const std::optional<Error>& error() const { return raw_.error(); }

 private:
  // The start of a member, or of bytes that are stored as they are.
  struct Mark {
    uint64_t position = 0, stored = 0;
    bool is_plain = false;
  };
  const Mark* mark_of(uint64_t position) const;
  bool has_sound_start();
  Coding coding_of_damaged_start(std::string_view name);
  void decode_more();
  void decode_plain();
  void start_member();
  bool change_coding();
  bool change_to_plain();
  bool leads_to_frame();
  bool decode_member_at_once();
  void decode_member_in_quarantine();
  void stream_member();
  void end_member();
  bool has_swallowed_member();
  void lose_after(Inflater::Status status, std::string head);
  bool is_bomb() const;
  Inflater::Status run_inflater(size_t room);
  bool skip_zstd_notes();
  Inflater& made_ready(std::optional<Inflater>& decoder) const;
  void take_dictionary(std::string_view stored);
  void lose_member(ErrorCode code, std::string detail, std::string head);
  bool find_member(size_t& at);
  Inflater::Status try_member(size_t at, std::string_view& decoded);
  bool is_record_member(size_t at);
  void append_scratch();

  RawWindow raw_;
  InputLimits limits_;
  StartsRecord starts_record_;
  Coding coding_ = Coding::kNone, first_coding_ = Coding::kNone;
  bool is_mixed_ = false;
  bool is_in_zip_ = false;
  uint64_t put_back_bytes_ = 0;
  std::string dictionary_;
  ByteBuffer out_;
  size_t out_begin_ = 0;
  uint64_t position_ = 0;
  std::deque<Mark> marks_;
  ByteBuffer scratch_;                // of the member that is being decoded
  std::optional<Inflater> inflater_;  // of members that are decoded in pieces
  std::optional<Inflater> trial_;     // of bytes that may be a member
  std::array<char, 512> trial_bytes_;
  bool is_in_member_ = false;      // inflater_ is
  size_t fed_ = 0;                 // bytes at the front of the window that the inflater has had
  uint64_t dictionary_bytes_ = 0;  // of all of them, decoded
  uint64_t member_stored_ = 0, member_decoded_ = 0, member_count_ = 0;
  uint64_t end_ = UINT64_MAX;
  std::optional<Mark> border_;
  std::optional<Damage> damage_;
  bool is_done_ = false;
  struct FreeDeflate {
    void operator()(libdeflate_decompressor* one) const;
  };
  std::unique_ptr<libdeflate_decompressor, FreeDeflate> deflate_;
};

}  // namespace copydesk
