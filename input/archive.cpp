// archive.cpp: MemberStream -> records. Where a record ends, and where the next one starts when it
// does not end there. Method: own, after the failures in the collections of broken archives named
// in the tests. Not here: what a record's body is good for (record_page.cpp).
#include "input/archive.h"

#include <algorithm>
#include <utility>

#include "input/http.h"

namespace copydesk {
namespace {

constexpr size_t kStepBytes = 64u << 10;
constexpr size_t kSeekBytes = 1u << 20;
// A block of a disk that was never written: what stands behind it may be of another record.
constexpr std::string_view kZeros(
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    32);

// CRLF became LF, or LF CRLF, while `declared` still counts the old bytes: all line breaks are of
// one kind, and the length is off by no more bytes than there are line breaks.
bool had_other_line_ends(std::string_view body, uint64_t declared) {
  uint64_t breaks = 0, pairs = 0, returns = 0;
  for (size_t i = 0; i < body.size(); ++i) {
    returns += body[i] == '\r' ? 1 : 0;
    breaks += body[i] == '\n' ? 1 : 0;
    pairs += body[i] == '\n' && i > 0 && body[i - 1] == '\r' ? 1 : 0;
  }
  if (declared > body.size()) return returns == 0 && declared - body.size() <= breaks;
  return pairs == breaks && pairs == returns && body.size() - declared <= breaks;
}

// An ARC line begins with any letter; where no line break is in front of it, it could be a part.
bool starts_with_scheme(std::string_view line) {
  constexpr std::string_view kSchemes[] = {"http://", "https://", "dns:", "ftp://", "filedesc:"};
  return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                     [&](std::string_view scheme) { return line.starts_with(scheme); });
}

}  // namespace

void add_loss(InputReport& report, const InputLimits& limits, Loss loss) {
  constexpr size_t kMostUrlBytes = 8192;  // browsers' are shorter; a header has room for 256 KiB
  if (report.losses.size() >= limits.losses) {
    ++report.more_losses;
    return;
  }
  if (loss.url.size() > kMostUrlBytes) loss.url = std::string(utf8_prefix(loss.url, kMostUrlBytes));
  report.losses.push_back(std::move(loss));
}

Loss loss_of(Damage damage) {
  Loss loss{damage.code, damage.offset, damage.length, {}, std::move(damage.detail)};
  if (!is_member_start(damage.head)) return loss;
  const ArchiveFormat format =
      starts_record(damage.head, ArchiveFormat::kWarc) ? ArchiveFormat::kWarc : ArchiveFormat::kArc;
  const size_t size = std::min(header_length(damage.head, format), damage.head.size());
  loss.url = parse_header(std::string_view(damage.head).substr(0, size), format).url;
  return loss;
}

void add_damage(InputReport& report, const InputLimits& limits, Damage damage) {
  if (!damage.is_of_zip) return add_loss(report, limits, loss_of(std::move(damage)));
  const auto is_told = [](const Note& note) { return note.code == "in-zip"; };
  if (std::ranges::none_of(report.notes, is_told))
    report.notes.push_back(
        {"in-zip", "the records are in a zip archive, whose other files were passed over"});
}

bool ArchiveReader::next(Record& record) {
  stream_.consume(record_size_);
  record_size_ = 0;
  while (true) {
    if (!skip_blank_lines()) {
      if (!stream_.has_break()) return false;
      if (stream_.is_stored_behind_border(stream_.break_ahead()->offset)) return false;
      report_break();
    } else if (stream_.is_position_behind_border(stream_.position())) {
      return false;
    } else if (stream_.enter_member()) {
      continue;
    } else if (read_record(record) == Step::kRecord) {
      return true;
    }
  }
}

// False at the end or at a break.
bool ArchiveReader::skip_blank_lines() {
  while (stream_.fill(1)) {
    const size_t first = stream_.view().find_first_not_of("\r\n");
    if (first != std::string_view::npos) {
      stream_.consume(first);
      return true;
    }
    stream_.consume(stream_.view().size());
  }
  return false;
}

// WARC and ARC files, one behind the other.
void ArchiveReader::follow_format() {
  constexpr size_t kLookBytes = 4096;
  const ArchiveFormat other =
      format_ == ArchiveFormat::kWarc ? ArchiveFormat::kArc : ArchiveFormat::kWarc;
  if (starts_record(stream_.view(), format_)) return;
  stream_.fill(kLookBytes);
  if (!starts_record(stream_.view(), format_) && is_plausible_record(stream_.view(), other))
    format_ = other;
}

void ArchiveReader::report_break() { add_damage(report_, limits_, stream_.take_break()); }

// Size of the header at the front, or kNoHeader: too long, another record starts in a member of its
// own before it ends, or the stream ends in it.
size_t ArchiveReader::read_header_block(bool& is_too_long, std::optional<size_t>& other_member) {
  is_too_long = false;
  for (size_t want = 4096;; want *= 2) {
    const bool has_more = stream_.fill(want);
    const size_t size = header_length(stream_.view().substr(0, limits_.header_bytes), format_);
    if (size != kNoHeader) return size;
    const size_t most = std::min(stream_.view().size(), limits_.header_bytes);
    other_member = record_start_in_members(1, most, Proof::kFirstLine);
    if (other_member.has_value()) return kNoHeader;
    is_too_long = stream_.view().size() >= limits_.header_bytes;
    if (is_too_long || !has_more) return kNoHeader;
  }
}

ArchiveReader::Step ArchiveReader::read_record(Record& record) {
  record = Record();
  follow_format();
  record.format = format_;
  record.offset = stream_.stored_offset(stream_.position());
  loss_offset_ = record.offset;
  bool is_too_long = false;
  std::optional<size_t> other_member;
  const size_t header_size = read_header_block(is_too_long, other_member);
  if (!starts_record(stream_.view(), format_))
    return lose(ErrorCode::kDamaged, {}, "no record starts here", 0);
  if (other_member.has_value())
    return lose_until(ErrorCode::kDamaged,
                      parse_header(stream_.view().substr(0, *other_member), format_),
                      "the record's header breaks off where another record starts", *other_member);
  if (header_size == kNoHeader) {
    const size_t end = std::min(stream_.view().size(), limits_.header_bytes);
    const RecordHeader header = parse_header(stream_.view().substr(0, end), format_);
    if (is_too_long)
      return lose(ErrorCode::kTooLarge, header, "the record's header is over the limit", 1);
    return lose(ErrorCode::kTruncated, header, "the file ends inside a record's header", 1);
  }
  record.header = parse_header(stream_.view().substr(0, header_size), format_);
  if (const size_t other = find_record_in_header(stream_.view().substr(0, header_size), format_);
      other != kNoHeader)
    return lose_until(ErrorCode::kDamaged, record.header,
                      "the record's header breaks off where another record starts", other);
  if (const size_t zeros = stream_.view().substr(0, header_size).find(kZeros);
      zeros != std::string_view::npos)
    return lose(ErrorCode::kDamaged, record.header, "the record's header was overwritten", zeros);
  if (!record.header.length.has_value())
    return lose(ErrorCode::kDamaged, record.header, "the record has no valid Content-Length", 1);
  if (*record.header.length > limits_.page_bytes) return skip_large_body(record, header_size);
  const Step step = read_body(record, header_size);
  if (step != Step::kRecord || !record.header.type.empty()) return step;
  const size_t end = std::exchange(record_size_, 0);
  return lose_until(ErrorCode::kDamaged, record.header, "the record has no WARC-Type", end);
}

ArchiveReader::Step ArchiveReader::read_body(Record& record, size_t header_size) {
  const size_t size = header_size + static_cast<size_t>(*record.header.length);
  const bool is_whole = stream_.fill(size);
  if (const auto other = record_start_in_members(0, size, Proof::kHeader); other.has_value()) {
    if (mend_length(record, header_size, *other)) return Step::kRecord;
    return lose_until(ErrorCode::kDamaged, record.header,
                      "the record is longer than the data it was stored in", *other);
  }
  if (!is_whole) {
    const size_t other = find_record(stream_.view(), header_size, format_);
    if (mend_length(record, header_size, std::min(other, stream_.view().size())))
      return Step::kRecord;
    if (other != kNoHeader)
      return lose_until(ErrorCode::kDamaged, record.header,
                        "Content-Length is wrong: the file ends before it", other);
    return lose_until(ErrorCode::kTruncated, record.header, "the file ends inside the record",
                      stream_.view().size());
  }
  if (!has_record_end(header_size, size)) {
    stream_.fill(size + kStepBytes);
    const size_t other =
        std::min(find_record(stream_.view(), header_size, format_),
                 stream_.fill(size + kStepBytes) ? kNoHeader : stream_.view().size());
    if (other != kNoHeader && mend_length(record, header_size, other)) return Step::kRecord;
    return lose(ErrorCode::kDamaged, record.header,
                "Content-Length is wrong: it does not lead to the next record", header_size);
  }
  if (const size_t other = record_behind_message(header_size, size);
      other != kNoHeader && mend_length(record, header_size, other))
    return Step::kRecord;
  record.body = stream_.view().substr(header_size, size - header_size);
  record.length = stream_.stored_end_of(stream_.position() + size) - record.offset;
  record_size_ = size;
  return Step::kRecord;
}

// A length that is too long by just the records behind leads to a record's begin as a right one
// does. Where the HTTP message in the body ends by its own account and a record starts behind it,
// the place of that one in the view.
size_t ArchiveReader::record_behind_message(size_t body_at, size_t size) const {
  constexpr size_t kMostBreakBytes = 4;
  const std::string_view text = stream_.view().substr(0, size);
  const size_t end = http_message_end(text.substr(body_at), limits_);
  if (end >= size - body_at) return kNoHeader;  // npos too
  const size_t next = text.find_first_not_of("\r\n", body_at + end);
  if (next == text.npos || next == body_at + end || next - body_at - end > kMostBreakBytes)
    return kNoHeader;
  return is_plausible_record(text.substr(next), format_) ? next : kNoHeader;
}

// Whether a record may end at `at`, a place in the view. Line breaks of any number and kind are
// fine if the next record or the end comes then; the ones that the format asks for are fine
// whatever follows. Of those one byte or two are soon met by chance in a record that was cut off:
// there must be no other record in the body then.
bool ArchiveReader::has_record_end(size_t body_at, size_t at) {
  constexpr size_t kMostBreaks = 4096;
  if (!stream_.fill(at + 1)) return true;
  stream_.fill(at + 4);
  const bool is_warc = format_ == ArchiveFormat::kWarc;
  if (is_warc && stream_.view().substr(at).starts_with("\r\n\r\n")) return true;
  if (stream_.next_member_start(stream_.position() + at - 1) == stream_.position() + at)
    return true;
  size_t next = at;
  while (next - at < kMostBreaks && stream_.fill(next + 1) &&
         (stream_.view()[next] == '\r' || stream_.view()[next] == '\n'))
    ++next;
  stream_.fill(next + 512);
  const std::string_view behind = stream_.view().substr(next);
  if (behind.empty()) return true;
  if (starts_record(behind, format_) && (is_warc || next > at || starts_with_scheme(behind)))
    return true;
  const std::string_view text = stream_.view();
  return text.substr(at).starts_with(is_warc ? "\n\n" : "\n") &&
         find_record(text.substr(0, at + 1), body_at, format_) == kNoHeader;
}

// Whether the record at the front has a member for itself, which ends at `next`, a place in the
// view.
bool ArchiveReader::is_alone_in_member(size_t next) {
  const uint64_t begin = stream_.position();
  if (stream_.is_plain_at(begin)) return false;
  if (begin > 0 && stream_.next_member_start(begin - 1) != begin) return false;
  const auto end = stream_.next_member_start(begin);
  return end.has_value() ? *end == begin + next : !stream_.fill(next + 1) && !stream_.has_break();
}

// A wrong Content-Length does no harm if the record's true end can be proved: by the length of the
// HTTP message, because the file was sent as text, or by the member that it has for itself. The
// record then goes up to `next`, where another one starts or the file ends.
bool ArchiveReader::mend_length(Record& record, size_t header_size, size_t next) {
  std::string_view body = stream_.view().substr(0, next);
  if (!body.ends_with('\n')) return false;
  body.remove_prefix(header_size);
  const std::string_view line_break = body.ends_with("\r\n") ? "\r\n" : "\n";
  size_t breaks = 0;
  for (; breaks < (format_ == ArchiveFormat::kWarc ? 2 : 1) && body.ends_with(line_break); ++breaks)
    body.remove_suffix(line_break.size());
  const char* proof = nullptr;
  if (http_message_end(body, limits_) == body.size())
    proof = "a wrong Content-Length was mended by the length of the HTTP message";
  else if (had_other_line_ends(body, *record.header.length))
    proof = "line breaks were converted as if the file were text";
  else if (breaks == 2 && is_alone_in_member(next))
    proof = "a wrong Content-Length was mended by the compressed data of the record";
  if (proof == nullptr) return false;
  if (!std::exchange(has_mended_length_, true))
    report_.notes.push_back({"length-mended", std::string(proof) + "; the first is at byte " +
                                                  std::to_string(record.offset)});
  record.body = body;
  record.length = stream_.stored_end_of(stream_.position() + next) - record.offset;
  record_size_ = next;
  return true;
}

// A record of which a member starts in bytes [from, size) of the view, but not at its begin: what
// is in front of it is one record at most.
std::optional<size_t> ArchiveReader::record_start_in_members(size_t from, size_t size,
                                                             Proof proof) const {
  const uint64_t begin = stream_.position();
  const uint64_t end = begin + std::min(size, stream_.view().size());
  for (uint64_t at = stream_.next_member_start(begin + std::max<size_t>(from, 1) - 1).value_or(end);
       at < end; at = stream_.next_member_start(at).value_or(end)) {
    const size_t place = static_cast<size_t>(at - begin);
    const std::string_view member = stream_.view().substr(place);
    if (proof == Proof::kHeader ? is_plausible_record(member, format_) : is_member_start(member))
      return place;
  }
  return std::nullopt;
}

// A body that no page can be: passed over without being held.
ArchiveReader::Step ArchiveReader::skip_large_body(Record& record, size_t header_size) {
  const uint64_t body_at = loss_offset_ + header_size;
  const bool is_size_known = stored_size_.has_value() && stream_.is_plain_at(stream_.position());
  // Of a pipe, or of compressed data, one sees it only where the end is near.
  const bool is_past_end =
      is_size_known ? *record.header.length > *stored_size_ - std::min(*stored_size_, body_at)
                    : !stream_.fill(header_size + limits_.page_bytes) && !stream_.has_break();
  if (is_past_end) {
    stream_.fill(header_size + kStepBytes);
    return lose(ErrorCode::kDamaged, record.header,
                "Content-Length is wrong: the file ends before it", header_size);
  }
  stream_.fill(header_size + kStepBytes);
  const std::string head(stream_.view().substr(header_size, kStepBytes));
  stream_.consume(header_size);
  uint64_t left = *record.header.length;
  while (left > 0) {
    if (!stream_.fill(1))
      return lose_until(ErrorCode::kTruncated, record.header, "the file ends inside the record", 0);
    const size_t step = static_cast<size_t>(std::min<uint64_t>(left, stream_.view().size()));
    stream_.fill(step + 4096);
    if (const auto other = record_start_in_members(0, step, Proof::kHeader); other.has_value())
      return lose_until(ErrorCode::kDamaged, record.header,
                        "the record is longer than the data it was stored in", *other);
    stream_.consume(step);
    left -= step;
  }
  record.length = stream_.stored_end_of(stream_.position()) - record.offset;
  if (!has_record_end(0, 0))
    return lose(ErrorCode::kDamaged, record.header,
                "Content-Length is wrong: it does not lead to the next record", 0);
  record.is_body_left_out = true;
  large_head_ = head;
  record.body = large_head_;
  return Step::kRecord;
}

// Gives up the record at the front and moves to the next one that can be found at or behind
// `search_from`.
ArchiveReader::Step ArchiveReader::lose(ErrorCode code, const RecordHeader& header,
                                        std::string detail, size_t search_from) {
  Loss loss{code, loss_offset_, 0, header.url, std::move(detail)};
  seek_record(search_from);
  finish_loss(std::move(loss));
  return Step::kLost;
}

ArchiveReader::Step ArchiveReader::lose_until(ErrorCode code, const RecordHeader& header,
                                              std::string detail, size_t next_at) {
  Loss loss{code, loss_offset_, 0, header.url, std::move(detail)};
  stream_.consume(next_at);
  finish_loss(std::move(loss));
  return Step::kLost;
}

// Consumes up to the next plausible record; all up to the end or the break if there is none.
bool ArchiveReader::seek_record(size_t from) {
  while (true) {
    stream_.fill(from + kSeekBytes);
    const size_t searched = stream_.view().size();
    // A record also starts where a member starts with one, whatever stands before it; a part of
    // the file would begin there too.
    const size_t by_member =
        record_start_in_members(from, searched, Proof::kFirstLine).value_or(kNoHeader);
    const size_t by_line = find_record(stream_.view(), from, format_, by_member);
    const size_t found = std::min(by_line, by_member);
    if (found != kNoHeader) {
      stream_.consume(found);
      return true;
    }
    const bool has_more = stream_.fill(searched + limits_.header_bytes);
    if (!has_more) {
      const size_t last = find_record(stream_.view(), from, format_);
      stream_.consume(last != kNoHeader ? last : stream_.view().size());
      return last != kNoHeader;
    }
    // A header may lie across the end of what was searched: keep as much as a header may have.
    const size_t keep = std::min(searched, limits_.header_bytes);
    const size_t drop = searched - keep;
    if (drop > 1) {
      stream_.consume(drop - 1);
      from = std::max<size_t>(from, drop) - (drop - 1);
    }
  }
}

// The loss ends where the stream stands now; if damage to the compressed data is what cut the
// record, it says more.
void ArchiveReader::finish_loss(Loss loss) {
  const bool is_at_break = !stream_.fill(1) && stream_.has_break();
  if (is_at_break &&
      (loss.code == ErrorCode::kTruncated || stream_.break_ahead()->offset == loss.offset)) {
    Damage damage = stream_.take_break();
    loss.code = damage.code;
    loss.detail = std::move(damage.detail);
    loss.length = damage.offset + damage.length - loss.offset;
  } else {
    const uint64_t end =
        stream_.fill(1) ? stream_.stored_offset(stream_.position()) : stream_.stored_end();
    loss.length = end > loss.offset ? end - loss.offset : 0;
  }
  add_loss(report_, limits_, std::move(loss));
}

}  // namespace copydesk
