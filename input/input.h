// input.h: the door of input/: bytes of any kind into Pages of valid UTF-8, and damage into a loss report.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "record/record.h"

namespace copydesk {

/// One saved page, decoded. `kind` is "html" or "text" in the sense of what `text` holds.
struct Page {
  enum class Form : uint8_t { kHtml, kPlainText };
  Form form = Form::kHtml;
  Source source;
  std::string url;                // WARC-Target-URI, or what the caller said; may be empty
  std::string text;               // valid UTF-8, BOM removed
  std::string content_language;   // of the HTTP header; may be empty
  std::vector<Note> notes;        // charset repairs, cut bodies, limits hit
};

}  // namespace copydesk
