// first_letter.h: first_letter() and first_word(), with which most comparisons of folded texts end
// before one is folded. Part of story/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/base.h"

namespace copydesk {

/// What fold() of a text begins with, where that is plain to see: an ASCII letter or digit that
/// no mark of another script can be put on. 0: it is not.
inline char first_letter(std::string_view text) {
  if (text.empty() || !(is_letter(text[0]) || is_digit(text[0]))) return 0;
  if (text.size() > 1 && static_cast<unsigned char>(text[1]) >= 0x80) return 0;
  return to_lower(text[0]);
}

/// The first word of a line in the form of fold_words(), or nothing where it is not all ASCII: to
/// fold the whole line costs twenty times as much, and most lines begin with no table's word.
inline std::optional<std::string> first_word(std::string_view line) {
  constexpr size_t kLongestWord = 32;  // of a table: "rectificatie"
  std::string word;
  for (const char c : line) {
    const char small = static_cast<char>(c | 0x20);
    if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
    if ((small >= 'a' && small <= 'z') || (c >= '0' && c <= '9'))
      word += small;
    else if (!word.empty())
      break;
    if (word.size() > kLongestWord) break;
  }
  return word;
}

}  // namespace copydesk
