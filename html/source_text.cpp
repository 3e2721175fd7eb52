// source_text.cpp: a stretch of the page -> the text it stands for.
// Source: HTML Living Standard, 13.2.3.5 Preprocessing the input stream, and the NUL rules
// of 13.2.5.
#include "html/source_text.h"

#include <cstring>

#include "html/scan.h"

namespace copydesk {
namespace {

// No text is longer than that for each byte of its source: a NUL becomes three bytes.
constexpr size_t kMaxGrowth = 3;

// The first byte that does not stand for itself.
const char* find_special(const char* at, const char* end, SourceReading reading) {
  return reading == SourceReading::kRaw ? find_any<'\r', '\0', '\r', '\0'>(at, end)
                                        : find_any<'&', '\r', '\0', '&'>(at, end);
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
    return {{at_, at_ + 1}, is_dropped ? std::string_view{} : "\xEF\xBF\xBD"};
  }
  const auto place =
      reading_ == SourceReading::kValue ? ReferencePlace::kAttribute : ReferencePlace::kText;
  reference_ = read_reference(page_.substr(at_, end_ - at_), place);
  if (reference_.source_bytes == 0) return {{at_, at_ + 1}, page_.substr(at_, 1)};
  return {{at_, at_ + static_cast<uint32_t>(reference_.source_bytes)},
          {reference_.text, reference_.text_bytes}};
}

void append_source_text(std::string_view page, ByteRange range, SourceReading reading,
                        std::string& out) {
  const size_t old_size = out.size();
  out.resize(old_size + kMaxGrowth * (range.end - range.begin));
  char* to = out.data() + old_size;
  SourceCursor cursor(page, range, reading);
  for (SourceUnit unit; cursor.next(unit);) {
    std::memcpy(to, unit.text.data(), unit.text.size());
    to += unit.text.size();
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

void read_source_text(std::string_view page, ByteRange range, SourceReading reading,
                      std::string& out) {
  out.clear();
  append_source_text(page, range, reading, out);
}

}  // namespace copydesk
