// characters.h: the class of white space that the HTML standard names.
#pragma once

namespace copydesk {

/// Tab, LF, FF, CR (which reads as LF) or space.
constexpr bool is_html_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

}  // namespace copydesk
