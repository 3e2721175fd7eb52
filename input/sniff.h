// sniff.h: what a page says about its own encoding: byte order mark, meta elements, XML
// declaration.
#pragma once

#include <string_view>

#include "input/encodings.h"

namespace copydesk {

/// The encoding of a byte order mark, and how long the mark is. Null without one. UTF-32 marks
/// count, though the standard does not know them: a page that starts with FF FE 00 00 is never
/// UTF-16.
struct Bom {
  const Encoding* encoding = nullptr;
  size_t length = 0;
};
Bom find_bom(std::string_view bytes);

/// The encoding that the page declares in a meta element or an XML declaration, or null.
/// The first 1,024 bytes are read as the standard asks; if they declare nothing, the first 64 KiB
/// are read the same way, but past scripts, styles and titles, because a browser that meets a late
/// meta starts again with it. Source: WHATWG HTML, "prescan a byte stream to determine its
/// encoding" and "get an XML encoding".
const Encoding* declared_encoding(std::string_view bytes);

/// The charset parameter of a Content-Type header as an encoding, or null.
const Encoding* transport_encoding(std::string_view content_type);

/// UTF-16 or UTF-32 without a mark, recognised by where the zero bytes of ASCII letters stand; else
/// null.
const Encoding* guess_wide_encoding(std::string_view bytes);

}  // namespace copydesk
