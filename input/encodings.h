// encodings.h: the encodings of the WHATWG Encoding Standard, their labels, and the few others that
// detection may name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace copydesk {

/// How an encoding is decoded; it also says how much a wrong label proves (charset.cpp).
enum class EncodingClass : uint8_t {
  kUtf8,
  kSingleByte,
  kMultiByte,
  kUtf16Le,
  kUtf16Be,
  kUtf32Le,
  kUtf32Be,
  kUserDefined,
  kReplacement,
};

/// One encoding. All objects are static; compare pointers.
struct Encoding {
  std::string_view name;  // WHATWG name in lower case, or the ICU name of an encoding that only
                          // detection may name
  EncodingClass decoder = EncodingClass::kSingleByte;
  const char* icu_name = nullptr;  // null: decoded here
  std::string_view labels;         // parted by one space, lower case
};

/// The encoding of a label as found on pages ("Latin1", " utf8 "), or null. SPEC: Encoding, "get an
/// encoding".
const Encoding* find_encoding(std::string_view label);

/// The same, and also encodings outside the standard that old files name or uchardet reports:
/// IBM855, UTF-32 ...
const Encoding* find_any_encoding(std::string_view label);

/// What decoding had to replace.
struct Replacements {
  size_t count = 0;     // ill-formed or unmapped sequences, each now one U+FFFD
  size_t first_at = 0;  // offset of the first in the undecoded bytes
};

/// Appends `bytes`, read as `encoding`, to `out` as valid UTF-8. Never fails; a BOM is not treated.
/// Cost: linear. Single-byte encodings go through a table of 256 entries, the others through ICU's
/// converters.
Replacements append_decoded(std::string& out, std::string_view bytes, const Encoding& encoding);

}  // namespace copydesk
