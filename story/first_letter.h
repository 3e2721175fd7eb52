// first_letter.h: first_letter(), with which most comparisons of folded texts end before one is
// folded. Part of story/.
#pragma once

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

}  // namespace copydesk
