// index_fixes.h: characters of Big5 and GB 18030 that the converters of ICU 72 do not know, or put
// among the private ones. Part of input/.
#pragma once

#include <string_view>

namespace copydesk {

/// What a character becomes; 0: it stays. Some are two code points.
struct FixedCharacter {
  char16_t first = 0, second = 0;
};

/// The differences between ICU and the standard for one encoding, by its WHATWG name; of most there
/// are none.
class IndexFixes {
 public:
  explicit IndexFixes(std::string_view encoding)
      : is_big5_(encoding == "big5"), is_gb18030_(encoding == "gb18030" || encoding == "gbk") {}

  /// The character of a pair of bytes that ICU has none for; 0: the standard has none either.
  char16_t of_pair(unsigned char lead, unsigned char trail) const;
  /// What a character of ICU's, U+E000 to U+F8FF, is by the standard.
  FixedCharacter of_private(char16_t c) const;

 private:
  bool is_big5_, is_gb18030_;
};

}  // namespace copydesk
