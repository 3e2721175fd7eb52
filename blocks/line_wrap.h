// line_wrap.h: the raw lines of a dump, and what a tool broke joined again. Part of blocks/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace copydesk {

/// A line as it stands in the page. Lifetime: `text` views the page, or the arena once joined.
struct RawLine {
  std::string_view text;  // trimmed
  size_t begin = 0;       // byte in the page
  size_t end = 0;         // byte in the page behind the text
  uint16_t indentation = 0;
  bool after_gap = false;
};

/// Joins the lines of paragraphs that a tool broke at a width, where the page is broken so all
/// through, and an initial that stands in a line of its own with the paragraph that lacks it. Cost:
/// linear. Threads: safe.
void join_broken_lines(std::vector<RawLine>& lines, Arena& arena);

}  // namespace copydesk
