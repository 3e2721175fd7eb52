// line_layout.h: how the lines of a dump lie on their page: which look alike, which stand together
// between menus, what repeats every few lines. Without tags these are the page's containers.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/text_stats.h"

namespace copydesk {

/// What a line is taken for while its surroundings are measured.
struct LineKind {
  float words = 0;
  bool is_prose = false;
  bool is_short = false;
};

/// Lines that stand together: a run of short lines (a menu, a table), or all between two such runs.
/// End exclusive.
struct LineSegment {
  size_t begin = 0, end = 0;
  double words = 0, prose_words = 0;
  uint32_t rank = 0;  // 0: the most words of prose on the page
  bool is_short_run = false;
};

/// The segments of a page and the one of each line.
struct Segmentation {
  std::vector<LineSegment> segments;
  std::vector<uint32_t> of_line;
};

/// Groups of lines: equal numbers are of one group.
struct LineGroups {
  std::vector<uint32_t> of_line;
  uint32_t count = 0;
};

struct LineLayout {
  static constexpr size_t kPeriods = 6;       // a card or a post is at most so many lines
  std::array<Segmentation, 2> segmentations;  // short runs of few lines part, or only long ones
  LineGroups looks;       // alike in length, marks, digits, capitals and list mark
  LineGroups looks_deep;  // and in indentation
  LineGroups depths;      // of the same indentation
  LineGroups openings;    // the same first word
  LineGroups endings;     // the same last word
  std::array<std::vector<uint32_t>, kPeriods>
      repeats;                  // [p][i]: lines before i like the one p+1 on
  std::vector<uint8_t> period;  // with which most lines around repeat, at least 2
};

/// Cost: linear in the page.
LineLayout lay_out(const BlockList& list, const std::vector<TextStats>& stats,
                   const std::vector<LineKind>& kinds);

/// The share of lines near line `i` that look like the one `period` lines on.
float repeat_share(const LineLayout& layout, size_t i, size_t period);

}  // namespace copydesk
