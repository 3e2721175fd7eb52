// charset.h: which encoding a page is in, and why.
#pragma once

#include <string>
#include <string_view>

#include "input/encodings.h"

namespace copydesk {

/// The encoding to read a page with. `reason` is a value of Source::charset_reason.
struct CharsetChoice {
  const Encoding* encoding = nullptr;  // never null in a choice made by choose_charset()
  std::string_view reason;
  size_t bom_length = 0;
  bool is_valid_utf8 = false;  // UTF-8 in which nothing needs repair: the bytes may be moved
  size_t ascii_length = 0;     // bytes behind the mark that are known to be ASCII
  std::string mended;          // what was wrong about the declaration; empty if it was followed
};

/// Chooses by the order of the standard: byte order mark, Content-Type header, declaration in the
/// page; then valid UTF-8, then detection, then windows-1252. A declaration that the bytes disprove
/// is overruled, and `mended` says so. Cost: linear; detection looks at no more than 256 KiB.
CharsetChoice choose_charset(std::string_view bytes, std::string_view content_type);

}  // namespace copydesk
