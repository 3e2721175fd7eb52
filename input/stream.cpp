// stream.cpp: a file's bytes -> decoded bytes of its members, with damage as breaks.
// A member is tried at once with libdeflate; if it does not fit the window or 4 MiB of output, zlib
// decodes it; what is larger than that is passed on piece by piece. After damage the next member is
// sought by its magic number, and taken only if it decodes to the start of a record: compressed
// data holds false magic numbers, and stored gzip bodies true ones. Not here: records
// (archive.cpp).
#include "input/stream.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "input/header.h"
#include "input/kind.h"

namespace copydesk {
namespace {

constexpr size_t kReadBytes = 1u << 20;
constexpr size_t kFirstRawBytes = 512u << 10;   // room for the first reads
constexpr size_t kWindowBytes = 256u << 10;     // looked at for a whole member before it is tried
constexpr size_t kWholeMemberBytes = 4u << 20;  // decoded; larger members are passed on in pieces
constexpr size_t kFirstScratchBytes = 1u << 20;
constexpr size_t kPieceBytes = 256u << 10;
constexpr size_t kHeadBytes = 4096;
// Source: the form of zip archives (APPNOTE.TXT, 4.3): with these begin their own headers.
constexpr std::string_view kZip = "PK";
constexpr size_t kMostDictionaryBytes = 16u << 20;

// A number of four bytes, the least first.
uint32_t number_at(std::string_view bytes, size_t at) {
  uint32_t number = 0;
  for (size_t i = 0; i < 4; ++i)
    number |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return number;
}

}  // namespace

bool RawWindow::fill(size_t want) {
  while (view().size() < want && !is_at_end_) {
    if (begin_ > 0 && begin_ >= view().size()) buffer_.erase_front(std::exchange(begin_, 0));
    const size_t before = buffer_.size();
    if (buffer_.capacity() < before + read_bytes_)
      buffer_.reserve(std::max({before + read_bytes_, 2 * buffer_.capacity(), kFirstRawBytes}));
    size_t count = 0;
    while (count < read_bytes_ && !is_at_end_) {
      Result<size_t> got = source_->read(buffer_.data() + before + count, read_bytes_ - count);
      if (!got.is_ok()) error_ = got.error();
      is_at_end_ = !got.is_ok() || got.value() == 0;
      if (got.is_ok()) count += got.value();
    }
    buffer_.set_size(before + count);
    read_bytes_ = std::min(read_bytes_ * 2, kReadBytes);
  }
  return view().size() >= want;
}

void RawWindow::consume(size_t count) {
  CD_CHECK(count <= view().size());
  begin_ += count;
  offset_ += count;
}

bool RawWindow::swap_buffer(ByteBuffer& other) {
  if (begin_ > 0) return false;
  offset_ += buffer_.size();
  std::swap(buffer_, other);
  buffer_.set_size(0);
  return true;
}

void RawWindow::put_back(std::string_view bytes) {
  offset_ -= bytes.size();
  if (bytes.size() <= begin_) {
    begin_ -= bytes.size();
    std::memcpy(buffer_.data() + begin_, bytes.data(), bytes.size());
    return;
  }
  ByteBuffer joined;
  joined.reserve(bytes.size() + view().size());
  joined.append(bytes);
  joined.append(view());
  buffer_ = std::move(joined);
  begin_ = 0;
}

void MemberStream::FreeDeflate::operator()(libdeflate_decompressor* one) const {
  libdeflate_free_decompressor(one);
}

MemberStream::MemberStream(std::unique_ptr<ByteSource> source, std::string_view name,
                           const InputLimits& limits, StartsRecord starts_record)
    : raw_(std::move(source)), limits_(limits), starts_record_(starts_record) {
  raw_.fill(kWindowBytes);
  is_in_zip_ = raw_.view().starts_with("PK\x03\x04");
  coding_ = coding_by_magic(raw_.view());
  if (!has_sound_start()) coding_ = coding_of_damaged_start(name);
  first_coding_ = coding_;
  if (coding_ == Coding::kNone) marks_.push_back({0, 0, true});
}

MemberStream::MemberStream(std::unique_ptr<ByteSource> source, uint64_t offset,
                           const MemberStream& head)
    : raw_(std::move(source), offset),
      limits_(head.limits_),
      starts_record_(head.starts_record_),
      coding_(head.first_coding_),
      first_coding_(head.first_coding_),
      is_in_zip_(head.is_in_zip_),
      dictionary_(head.dictionary_) {
  if (coding_ == Coding::kNone) {
    position_ = offset;
    marks_.push_back({offset, offset, true});
  }
  while (coding_ != Coding::kNone && raw_.fill(1)) {
    size_t at = 0;
    const bool is_found = find_member(at);
    raw_.consume(at);
    if (is_found) break;
  }
}
MemberStream::~MemberStream() = default;

// Whether the coding that the magic number shows, or its absence, can be believed.
bool MemberStream::has_sound_start() {
  if (coding_ != Coding::kNone) {
    std::string_view decoded;
    return try_member(0, decoded) != Inflater::Status::kDamaged;
  }
  std::string_view text = raw_.view();
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return text.empty() || is_plausible_record(text, ArchiveFormat::kWarc) ||
         is_plausible_record(text, ArchiveFormat::kArc);
}

// The first member may be what is broken, or not there at all: what comes first decides, a member
// that starts a record or a record that is not compressed; of an archive without either its name
// does.
Coding MemberStream::coding_of_damaged_start(std::string_view name) {
  const bool is_archive = is_archive_name(name);
  raw_.fill(is_archive ? limits_.page_bytes : kWindowBytes);
  const Coding by_magic = coding_;
  Coding found = Coding::kNone;
  size_t first = raw_.view().size();
  for (const Coding coding : {Coding::kGzip, Coding::kZstd}) {
    coding_ = coding;
    trial_.reset();
    size_t at = 1;
    if (!find_member(at) || at >= first) continue;
    first = at;
    found = coding;
  }
  trial_.reset();
  if (found == Coding::kNone && by_magic == Coding::kNone && !is_archive) return by_magic;
  const std::string_view in_front = raw_.view().substr(0, first);
  for (const ArchiveFormat format : {ArchiveFormat::kWarc, ArchiveFormat::kArc})
    if (find_record(in_front, 0, format) != kNoHeader) return Coding::kNone;
  if (found != Coding::kNone || by_magic != Coding::kNone || !is_archive)
    return found != Coding::kNone ? found : by_magic;
  if (name.ends_with(".gz")) return Coding::kGzip;
  return name.ends_with(".zst") ? Coding::kZstd : Coding::kNone;
}

bool MemberStream::fill(size_t want) {
  while (out_.size() - out_begin_ < want) {
    if (is_done_ || has_break()) return false;
    decode_more();
  }
  return true;
}

void MemberStream::consume(size_t count) {
  CD_CHECK(count <= out_.size() - out_begin_);
  out_begin_ += count;
  position_ += count;
  while (marks_.size() > 1 && marks_[1].position <= position_) marks_.pop_front();
}

// Most pages of archives have a member for themselves, and a file most often holds one page. The
// copy took 1.9 % of all instructions.
void MemberStream::consume_and_keep(size_t count, PageText& text) {
  constexpr size_t kLittle = 16u << 10;
  const std::string_view rest = view().substr(count);
  const bool is_little = out_begin_ + rest.size() <= kLittle;
  consume(count);
  if (!text.is_elsewhere()) return;
  if (!is_little || text.size() < kLittle) return text.keep_copy();
  ByteBuffer next;
  next.append(rest);
  const auto from = static_cast<size_t>(text.data() - out_.data());
  text.keep(out_.take(), from);
  out_ = std::move(next);
  out_begin_ = 0;
}

Damage MemberStream::take_break() {
  CD_CHECK(damage_.has_value());
  Damage damage = std::move(*damage_);
  damage_.reset();
  return damage;
}

// The last mark at or before a position.
const MemberStream::Mark* MemberStream::mark_of(uint64_t position) const {
  const auto next =
      std::upper_bound(marks_.begin(), marks_.end(), position,
                       [](uint64_t place, const Mark& mark) { return place < mark.position; });
  return next == marks_.begin() ? nullptr : &*std::prev(next);
}

bool MemberStream::is_plain_at(uint64_t position) const {
  const Mark* mark = mark_of(position);
  return mark != nullptr && mark->is_plain;
}

uint64_t MemberStream::stored_offset(uint64_t position) const {
  const Mark* mark = mark_of(position);
  if (mark == nullptr) return 0;
  return mark->stored + (mark->is_plain ? position - mark->position : 0);
}

uint64_t MemberStream::stored_end_of(uint64_t position) const {
  if (position == 0) return stored_end();
  const Mark* mark = mark_of(position - 1);
  if (mark != nullptr && mark->is_plain) return mark->stored + (position - mark->position);
  const auto next =
      std::lower_bound(marks_.begin(), marks_.end(), position,
                       [](const Mark& one, uint64_t place) { return one.position < place; });
  return next == marks_.end() ? stored_end() : next->stored;
}

std::optional<uint64_t> MemberStream::next_member_start(uint64_t position) const {
  const auto next =
      std::upper_bound(marks_.begin(), marks_.end(), position,
                       [](uint64_t place, const Mark& mark) { return place < mark.position; });
  if (next == marks_.end()) return std::nullopt;
  return next->position;
}

void MemberStream::decode_more() {
  if (out_begin_ > 0 && out_begin_ * 2 >= out_.size()) {
    out_.erase_front(out_begin_);
    out_begin_ = 0;
  }
  if (coding_ == Coding::kNone) return decode_plain();
  if (is_in_member_) return stream_member();
  start_member();
}

void MemberStream::decode_plain() {
  if (!raw_.fill(1)) {
    is_done_ = true;
    return;
  }
  // Of a file that has changed its coding before, less: it may have to be put back.
  constexpr size_t kMixedBytes = 8u << 10;
  if (!is_mixed_ && out_begin_ == out_.size() && raw_.swap_buffer(out_)) {
    out_begin_ = 0;
    return;
  }
  const std::string_view read = raw_.view().substr(0, is_mixed_ ? kMixedBytes : std::string::npos);
  out_.append(read);
  raw_.consume(read.size());
}

// Between members: whether records in another coding, or in none, stand here.
bool MemberStream::change_coding() {
  const Coding before = coding_, found = coding_by_magic(raw_.view());
  if (found == Coding::kNone) return change_to_plain();
  coding_ = found;
  inflater_.reset();
  trial_.reset();
  if (is_record_member(0) || (found == Coding::kZstd && leads_to_frame())) {
    is_mixed_ = true;
    return true;
  }
  coding_ = before;
  inflater_.reset();
  trial_.reset();
  return false;
}

bool MemberStream::change_to_plain() {
  const std::string_view here = raw_.view();
  const size_t breaks = std::min(here.find_first_not_of("\r\n"), here.size());
  if (!is_plausible_record(here.substr(breaks), ArchiveFormat::kWarc) &&
      !is_plausible_record(here.substr(breaks), ArchiveFormat::kArc))
    return false;
  coding_ = Coding::kNone;
  is_mixed_ = true;
  const uint64_t start = position_ + (out_.size() - out_begin_);
  if (!marks_.empty() && marks_.back().position == start) marks_.pop_back();
  marks_.push_back({start, raw_.offset(), true});
  return true;
}

// What is put back is copied twice: never more than a multiple of the file, or a file of small
// pieces in turn would be copied as often as it has any.
bool MemberStream::enter_member() {
  constexpr uint64_t kFreeBytes = 128u << 20, kMostCopies = 32;
  if (coding_ != Coding::kNone || marks_.back().position > position_) return false;
  if (coding_by_magic(view()) == Coding::kNone) return false;
  if (put_back_bytes_ + view().size() > kFreeBytes + kMostCopies * raw_.offset()) return false;
  put_back_bytes_ += view().size();
  raw_.put_back(view());
  out_.set_size(0);
  out_begin_ = 0;
  is_done_ = false;
  raw_.fill(kWindowBytes);
  return change_coding();
}

void MemberStream::start_member() {
  if (coding_ == Coding::kZstd && skip_zstd_notes()) return;
  if (!raw_.fill(1)) {
    is_done_ = true;
    return;
  }
  raw_.fill(kWindowBytes);
  if (coding_by_magic(raw_.view()) != coding_) {
    if (change_coding()) return;
    return lose_member(ErrorCode::kDamaged, "bytes between the records", {});
  }
  // Empty members one after the other have one place.
  const uint64_t start = position_ + (out_.size() - out_begin_);
  if (!marks_.empty() && marks_.back().position == start) marks_.pop_back();
  marks_.push_back({start, raw_.offset()});
  if (raw_.offset() >= end_ && coding_ == first_coding_ && !border_.has_value() &&
      is_record_member(0))
    border_ = marks_.back();
  member_stored_ = raw_.offset();
  member_decoded_ = 0;
  ++member_count_;
  if (!decode_member_at_once()) decode_member_in_quarantine();
}

// Most often all that was decoded before is consumed, so that nothing has to be copied.
void MemberStream::append_scratch() {
  if (out_begin_ == out_.size()) {
    std::swap(out_, scratch_);
    out_begin_ = 0;
  } else {
    out_.append(scratch_.view());
  }
  scratch_.set_size(0);
}

bool MemberStream::decode_member_at_once() {
  if (coding_ != Coding::kGzip) return false;
  scratch_.reserve(kFirstScratchBytes);
  if (deflate_ == nullptr) deflate_.reset(libdeflate_alloc_decompressor());
  if (deflate_ == nullptr) return false;
  const std::string_view in = raw_.view();
  while (true) {
    size_t used = 0, made = 0;
    const libdeflate_result result = libdeflate_gzip_decompress_ex(
        deflate_.get(), in.data(), in.size(), scratch_.data(), scratch_.capacity(), &used, &made);
    if (result == LIBDEFLATE_SUCCESS) {
      scratch_.set_size(made);
      append_scratch();
      raw_.consume(used);
      return true;
    }
    if (result != LIBDEFLATE_INSUFFICIENT_SPACE || scratch_.capacity() >= kWholeMemberBytes)
      return false;
    scratch_.reserve(scratch_.capacity() * 2);
  }
}

// The same decoder for one member after the other: to make one, and to load a dictionary of
// megabytes into it, takes longer than the members that hostile files are made of.
Inflater& MemberStream::made_ready(std::optional<Inflater>& decoder) const {
  if (decoder.has_value()) {
    decoder->restart();
  } else {
    decoder.emplace(coding_);
    if (!dictionary_.empty()) decoder->load_dictionary(dictionary_);
  }
  return *decoder;
}

// Runs the inflater until scratch_ holds `room` bytes, the member ends, or the file does (kMore
// with room left). What it was fed stays in the window: a flipped bit may lead it far into the next
// members before it finds out.
Inflater::Status MemberStream::run_inflater(size_t room) {
  scratch_.reserve(room);
  while (scratch_.size() < room) {
    if (!raw_.fill(fed_ + 1)) return Inflater::Status::kMore;
    std::string_view in = raw_.view().substr(fed_);
    size_t made = 0;
    const auto status =
        inflater_->run(in, scratch_.data() + scratch_.size(), room - scratch_.size(), made);
    scratch_.set_size(scratch_.size() + made);
    fed_ = raw_.view().size() - in.size();
    member_decoded_ += made;
    if (status != Inflater::Status::kMore) return status;
  }
  return Inflater::Status::kMore;
}

void MemberStream::end_member() {
  is_in_member_ = false;
  raw_.consume(std::exchange(fed_, 0));
}

bool MemberStream::is_bomb() const {
  return is_over_ratio(member_decoded_, stored_end() - member_stored_, limits_);
}

// Decodes up to kWholeMemberBytes without showing any of it: a member of that size is taken whole
// or not at all.
void MemberStream::decode_member_in_quarantine() {
  made_ready(inflater_);
  is_in_member_ = true;
  const auto status = run_inflater(kWholeMemberBytes);
  if (status == Inflater::Status::kEnd) {
    if (has_swallowed_member())
      return lose_member(ErrorCode::kDamaged, "broken compressed data",
                         std::string(scratch_.view().substr(0, kHeadBytes)));
    append_scratch();
    return end_member();
  }
  const bool is_full = scratch_.size() == kWholeMemberBytes;
  ++member_decoded_;  // at the limit: there is more to come
  if (status == Inflater::Status::kMore && is_full && !is_bomb()) return append_scratch();
  std::string head(scratch_.view().substr(0, kHeadBytes));
  if (is_full && status == Inflater::Status::kMore)
    return lose_member(ErrorCode::kTooLarge, "decompresses beyond the ratio limit",
                       std::move(head));
  const bool is_wrong_sum = status == Inflater::Status::kWrongSum;
  // Records that end before the damage are good. A wrong sum tells of damage somewhere: in the one
  // record, or in one of many, which are then worth more than the doubt.
  const std::string_view decoded = scratch_.view();
  if (!is_wrong_sum || find_record(decoded, 1, ArchiveFormat::kWarc) != kNoHeader ||
      find_record(decoded, 1, ArchiveFormat::kArc) != kNoHeader)
    append_scratch();
  lose_after(status, std::move(head));
}

// zstd frames have most often no check sum: one of which bytes are missing may take the next one's
// for its own and seem whole. Then no member follows it, and one that starts a record is inside.
bool MemberStream::has_swallowed_member() {
  constexpr size_t kMagicBytes = 4;
  if (coding_ != Coding::kZstd || !raw_.fill(fed_ + 1)) return false;
  raw_.fill(fed_ + kMagicBytes);
  if (coding_by_magic(raw_.view().substr(fed_)) != Coding::kNone) return false;
  size_t at = 1;
  return find_member(at) && at < fed_;
}

void MemberStream::lose_after(Inflater::Status status, std::string head) {
  if (status == Inflater::Status::kWrongSum)
    return lose_member(ErrorCode::kDamaged, "the check sum of the compressed data is wrong",
                       std::move(head));
  if (status == Inflater::Status::kDamaged && dictionary_.empty() && names_dictionary(raw_.view()))
    return lose_member(ErrorCode::kDamaged,
                       "compressed with a dictionary that the file does not hold", {});
  if (status == Inflater::Status::kDamaged)
    return lose_member(ErrorCode::kDamaged, "broken compressed data", std::move(head));
  lose_member(ErrorCode::kTruncated, "the file ends inside compressed data", std::move(head));
}

void MemberStream::stream_member() {
  const auto status = run_inflater(kPieceBytes);
  const bool is_cut = status == Inflater::Status::kMore && scratch_.size() < kPieceBytes;
  append_scratch();
  if (status == Inflater::Status::kEnd) return end_member();
  if (status != Inflater::Status::kMore || is_cut) return lose_after(status, {});
  if (is_bomb())
    return lose_member(ErrorCode::kTooLarge, "decompresses beyond the ratio limit", {});
  if (fed_ > 2 * kReadBytes) {
    raw_.consume(fed_ - kReadBytes);
    fed_ = kReadBytes;
  }
}

// Sets a break and moves the window to the next member that starts a record, or to the end.
void MemberStream::lose_member(ErrorCode code, std::string detail, std::string head) {
  const bool in_member = std::exchange(is_in_member_, false);
  fed_ = 0;
  scratch_.set_size(0);
  Damage damage{code,
                in_member ? member_stored_ : raw_.offset(),
                0,
                std::move(detail),
                std::move(head),
                is_in_zip_ && !in_member && raw_.view().starts_with(kZip),
                !in_member && member_count_ > 0};
  damage.is_padding = damage.is_behind_member;
  bool is_found = false;
  const auto pass = [&](size_t count) {
    constexpr std::string_view kPadding("\0 \t\r\n", 5);
    damage.is_padding &= raw_.view().substr(0, count).find_first_not_of(kPadding) == kPadding.npos;
    raw_.consume(count);
  };
  size_t at = raw_.offset() == damage.offset ? 1 : 0;
  while (!is_found && raw_.fill(at + 1)) {
    is_found = find_member(at);
    pass(at);
    at = 0;
  }
  if (!is_found) pass(raw_.view().size());
  damage.is_padding &= !is_found;
  // Only damage makes a decoder run past the start of another record.
  if (is_found && damage.code == ErrorCode::kTruncated) {
    damage.code = ErrorCode::kDamaged;
    damage.detail = "broken compressed data";
  }
  damage.length = raw_.offset() - damage.offset;
  damage_ = std::move(damage);
}

// Moves `at`, a place in the window, to a member that starts a record; or, returning false, to
// where the search has to go on when more has been read.
bool MemberStream::find_member(size_t& at) {
  constexpr size_t kMagicBytes = 4;
  // The byte of the magic number that text has not.
  const char rare = coding_ == Coding::kGzip ? '\x1F' : '\xFD';
  const size_t rare_at = coding_ == Coding::kGzip ? 0 : 3;
  raw_.fill(at + kWindowBytes);
  for (;; ++at) {
    const size_t size = raw_.view().size();
    const size_t found = raw_.view().find(rare, at + rare_at);
    if (found == std::string_view::npos) {
      at = std::max(at, raw_.fill(size + 1) ? size - rare_at : size);
      return false;
    }
    at = found - rare_at;
    raw_.fill(at + kMagicBytes);
    if (coding_by_magic(raw_.view().substr(at)) == coding_ && is_record_member(at)) return true;
  }
}

// Decodes the first bytes of a member at `at`, a place in the window.
Inflater::Status MemberStream::try_member(size_t at, std::string_view& decoded) {
  constexpr size_t kGzipTrialInput = 1024;  // more than a header, and what gives those bytes, take
  constexpr size_t kZstdTrialInput = (128u << 10) + 32;  // a block, of which a part gives nothing
  const size_t trial_input = coding_ == Coding::kGzip ? kGzipTrialInput : kZstdTrialInput;
  raw_.fill(at + trial_input);
  std::string_view in = raw_.view().substr(at, trial_input);
  if (coding_ == Coding::kGzip && (in.size() < 18 || (in[3] & 0xE0) != 0))
    return Inflater::Status::kDamaged;
  size_t made = 0;
  const auto status = made_ready(trial_).run(in, trial_bytes_.data(), trial_bytes_.size(), made);
  decoded = std::string_view(trial_bytes_.data(), made);
  return status;
}

bool MemberStream::is_record_member(size_t at) {
  if (starts_record_ == nullptr) return false;
  std::string_view decoded;
  const auto status = try_member(at, decoded);
  return status != Inflater::Status::kDamaged && status != Inflater::Status::kWrongSum &&
         starts_record_(decoded);
}

// Whether a skippable frame, as of a dictionary, stands here and a frame behind it.
bool MemberStream::leads_to_frame() {
  if (!raw_.fill(8) || (raw_.view()[0] & 0xF0) != 0x50) return false;
  const size_t size = number_at(raw_.view(), 4);
  return size <= kMostDictionaryBytes && raw_.fill(size + 12) &&
         raw_.view().substr(size + 8).starts_with(kZstdFrame);
}

void MemberStream::take_dictionary(std::string_view stored) {
  dictionary_ = coding_by_magic(stored) == Coding::kZstd
                    ? inflate_all(stored, Coding::kZstd, limits_).bytes
                    : std::string(stored);
  dictionary_bytes_ += dictionary_.size();
  inflater_.reset();
  trial_.reset();
}

// Skippable frames: the dictionary of a .warc.zst (IIPC, "Zstandard Compression for WARC Files"),
// or a note.
bool MemberStream::skip_zstd_notes() {
  constexpr uint32_t kDictionaryMagic = 0x184D2A5D;
  if (!raw_.fill(8) || (raw_.view()[0] & 0xF0) != 0x50 || coding_by_magic(raw_.view()) != coding_)
    return false;
  const uint32_t magic = number_at(raw_.view(), 0), size = number_at(raw_.view(), 4);
  raw_.consume(8);
  if (magic == kDictionaryMagic && size <= kMostDictionaryBytes && raw_.fill(size)) {
    if (is_over_ratio(dictionary_bytes_, stored_end(), limits_)) {
      lose_member(ErrorCode::kTooLarge, "dictionaries decompress beyond the ratio limit", {});
      return true;
    }
    take_dictionary(raw_.view().substr(0, size));
  }
  for (size_t left = size; left > 0 && raw_.fill(1);) {
    const size_t step = std::min(left, raw_.view().size());
    raw_.consume(step);
    left -= step;
  }
  return true;
}

}  // namespace copydesk
