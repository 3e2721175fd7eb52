// source_text.cpp: a stretch of the page -> the text it stands for.
// Source: HTML Living Standard, 13.2.3.5 Preprocessing the input stream, and the NUL rules
// of 13.2.5.
#include "html/source_text.h"

namespace copydesk {

bool SourceCursor::next(SourceUnit& unit) {
  if (at_ >= end_) return false;
  const bool has_references = reading_ != SourceReading::kRaw;
  uint32_t to = at_;
  while (to < end_) {
    const char c = page_[to];
    if (c == '\r' || c == '\0' || (c == '&' && has_references)) break;
    ++to;
  }
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
  SourceCursor cursor(page, range, reading);
  for (SourceUnit unit; cursor.next(unit);) out.append(unit.text);
}

}  // namespace copydesk
