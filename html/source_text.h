// source_text.h: a stretch of the page -> the text it stands for, unit by unit.
// A unit is a run of bytes that stand for themselves, or one reference, CR, CR LF or NUL.
#pragma once

#include <memory>
#include <string_view>

#include "html/html.h"
#include "html/references.h"

namespace copydesk {

/// How the source of a text becomes text; all read CR and CR LF as LF.
enum class SourceReading : uint8_t {
  kBody,       // references; NUL is dropped
  kReplacing,  // references; NUL becomes U+FFFD (RCDATA, foreign content)
  kRaw,        // no references; NUL becomes U+FFFD (scripts, comments, CDATA)
  kValue,      // references by the rule for attributes; NUL becomes U+FFFD
};

/// One step through a source; `text` is valid until the next step.
struct SourceUnit {
  ByteRange page;
  std::string_view text;  // empty for a NUL that is dropped
};

/// Walks over a stretch of the page. Cost: linear.
class SourceCursor {
 public:
  SourceCursor(std::string_view page, ByteRange range, SourceReading reading)
      : page_(page), at_(range.begin), end_(range.end), reading_(reading) {}

  /// Moves to the next unit; false at the end.
  bool next(SourceUnit& unit);

 private:
  SourceUnit read_special();

  std::string_view page_;
  uint32_t at_;
  uint32_t end_;
  SourceReading reading_;
  Reference reference_;
};

/// Reads stretches of the page into memory that is used again and again.
class TextBuffer {
 public:
  /// The text of a stretch; valid until the next call.
  std::string_view read(std::string_view page, ByteRange range, SourceReading reading) {
    size_ = 0;
    return append(page, range, reading);
  }
  /// The same, behind what was read before.
  std::string_view append(std::string_view page, ByteRange range, SourceReading reading);

 private:
  std::unique_ptr<char[]> bytes_;
  size_t capacity_ = 0;
  size_t size_ = 0;
};

}  // namespace copydesk
