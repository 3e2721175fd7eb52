// when_tokens.h: text into numbers, words and marks, for the grammar of dates. Inner header of
// text/.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace copydesk {

struct DateToken {
  enum class Kind : uint8_t { kEnd, kNumber, kWord, kMark };
  Kind kind = Kind::kEnd;
  bool space_before = false;
  uint8_t digits = 0;  // kNumber: how many, 255 at most
  uint32_t begin = 0;
  uint32_t end = 0;
  uint64_t value = 0;  // kNumber of up to 18 digits, of any script
  char32_t mark = 0;   // kMark: the code point; kWord: the first one
};

/// Numbers, words and single marks of a text. A Han character is a word of its own.
std::vector<DateToken> date_tokens(std::string_view text);

/// The month of a word in any language, 1..12, or 0. `language` (ISO 639-1) settles names with two
/// meanings.
int month_of_name(std::string_view word, std::string_view language);
/// Whether a month's name in another language is an English word: "out", "set", "pro".
bool is_english_word(std::string_view month);
/// The month of the Solar Hijri calendar, or 0.
int jalali_month_of_name(std::string_view word);

}  // namespace copydesk
