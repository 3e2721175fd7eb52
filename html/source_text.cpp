// source_text.cpp: a stretch of the page -> the text it stands for.
// Source: HTML Living Standard, 13.2.3.5 Preprocessing the input stream, and the NUL rules
// of 13.2.5.
#include "html/source_text.h"

#include <algorithm>
#include <cstring>

#include "html/scan.h"

namespace copydesk {
namespace {

// No text is longer than that for each byte of its source: a NUL becomes three bytes.
constexpr size_t kMaxGrowth = 3;
constexpr size_t kUsualText = 4096;  // bytes
constexpr char kReplacement[] = "\xEF\xBF\xBD";

// The first byte that does not stand for itself.
const char* find_special(const char* at, const char* end, SourceReading reading) {
  return reading == SourceReading::kRaw ? find_any<'\r', '\0', '\r', '\0'>(at, end)
                                        : find_any<'&', '\r', '\0', '&'>(at, end);
}

// Copies [at, stop), most often a few bytes.
char* copy_run(const char* at, const char* stop, char* to) {
  const auto size = static_cast<size_t>(stop - at);
  if (size > 0) std::memcpy(to, at, size);
  return to + size;
}

// What TextBuffer appends; the steps are those of SourceCursor.
char* write_text(std::string_view page, ByteRange range, SourceReading reading, char* to) {
  const char* at = page.data() + range.begin;
  const char* const end = page.data() + range.end;
  const auto place =
      reading == SourceReading::kValue ? ReferencePlace::kAttribute : ReferencePlace::kText;
  for (;;) {
    const char* const stop = find_special(at, end, reading);
    to = copy_run(at, stop, to);
    if (stop == end) return to;
    at = stop + 1;
    if (*stop == '\r') {
      *to++ = '\n';
      if (at != end && *at == '\n') ++at;
    } else if (*stop == '&') {
      const Reference reference = read_reference({stop, static_cast<size_t>(end - stop)}, place);
      if (reference.source_bytes == 0) {
        *to++ = '&';
        continue;
      }
      to = copy_run(reference.text, reference.text + reference.text_bytes, to);
      at = stop + reference.source_bytes;
    } else if (reading != SourceReading::kBody) {
      to = copy_run(kReplacement, kReplacement + 3, to);
    }
  }
}

}  // namespace

bool SourceCursor::next(SourceUnit& unit) {
  if (at_ >= end_) return false;
  const char* const begin = page_.data() + at_;
  const uint32_t to =
      at_ + static_cast<uint32_t>(find_special(begin, page_.data() + end_, reading_) - begin);
  if (to == at_) {
    unit = read_special();
  } else {
    unit = {{at_, to}, page_.substr(at_, to - at_)};
  }
  at_ = unit.page.end;
  return true;
}

// The unit at a CR, a NUL or an ampersand.
SourceUnit SourceCursor::read_special() {
  const char c = page_[at_];
  if (c == '\r') {
    const bool is_pair = at_ + 1 < end_ && page_[at_ + 1] == '\n';
    return {{at_, at_ + (is_pair ? 2 : 1)}, "\n"};
  }
  if (c == '\0') {
    const bool is_dropped = reading_ == SourceReading::kBody;
    return {{at_, at_ + 1}, is_dropped ? "" : kReplacement};
  }
  const auto place =
      reading_ == SourceReading::kValue ? ReferencePlace::kAttribute : ReferencePlace::kText;
  reference_ = read_reference(page_.substr(at_, end_ - at_), place);
  if (reference_.source_bytes == 0) return {{at_, at_ + 1}, page_.substr(at_, 1)};
  return {{at_, at_ + static_cast<uint32_t>(reference_.source_bytes)},
          {reference_.text, reference_.text_bytes}};
}

std::string_view TextBuffer::append(std::string_view page, ByteRange range, SourceReading reading) {
  const size_t most = size_ + kMaxGrowth * (range.end - range.begin);
  if (most > capacity_) {
    const size_t capacity = std::max(most + most / 2, kUsualText);
    std::unique_ptr<char[]> bytes(new char[capacity]);
    if (size_ > 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
  }
  char* const to = write_text(page, range, reading, bytes_.get() + size_);
  size_ = static_cast<size_t>(to - bytes_.get());
  return {bytes_.get(), size_};
}

}  // namespace copydesk
