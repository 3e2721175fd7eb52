// line_layout.cpp: the lines of a dump -> groups that look alike, segments, periods.
// Cards, posts and rows of tables repeat: the same lengths and marks come again every few lines.
// Menus are long runs of short lines; what stands between two of them belongs together. Method:
// own.
#include "blocks/line_layout.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "blocks/hash_numbers.h"
#include "blocks/line_measures.h"

namespace copydesk {
namespace {

// Short lines in a row that part two segments: a subheading with date and byline does not yet.
constexpr std::array<size_t, 2> kPartingLines = {4, 10};
constexpr size_t kRepeatRadius = 10;  // lines on each side in which repeats are counted

uint64_t bits_of_look(const Block& block, const TextStats& s, const LineKind& kind) {
  const auto words = static_cast<uint32_t>(kind.words);
  const auto length_class = static_cast<uint64_t>(std::bit_width(words + words / 2));
  const bool has_digits = s.digits * 4 > s.length;
  const bool has_capitals = s.capital_words * 10 > s.words * 7;
  uint64_t look = std::min<uint64_t>(length_class, 8);
  for (const bool bit : {block.is_list_item, s.ends_sentence, has_digits, has_capitals,
                         s.starts_digit, s.currency > 0, s.has_year, s.ends_colon})
    look = look << 1 | (bit ? 1 : 0);
  return look;
}

template <typename Key>
LineGroups group_by(size_t count, Key key) {
  LineGroups groups;
  groups.of_line.resize(count);
  HashNumbers numbers(count);
  for (size_t i = 0; i < count; ++i) groups.of_line[i] = numbers.number_of(key(i));
  groups.count = numbers.count();
  return groups;
}

uint64_t opening_of(std::string_view text) { return letters_hash(text.substr(0, text.find(' '))); }

uint64_t ending_of(std::string_view text) {
  const size_t space = text.rfind(' ');
  return letters_hash(space == text.npos ? text : text.substr(space + 1));
}

void note_segment(Segmentation& out, size_t begin, size_t end, bool is_short_run,
                  const std::vector<LineKind>& kinds) {
  if (begin == end) return;
  LineSegment segment{begin, end, 0, 0, 0, is_short_run};
  for (size_t i = begin; i < end; ++i) {
    segment.words += kinds[i].words;
    segment.prose_words += kinds[i].is_prose ? kinds[i].words : 0.0f;
    out.of_line[i] = static_cast<uint32_t>(out.segments.size());
  }
  out.segments.push_back(segment);
}

Segmentation part_lines(const std::vector<LineKind>& kinds, size_t parting) {
  Segmentation out;
  out.of_line.resize(kinds.size());
  size_t begin = 0;
  for (size_t i = 0; i < kinds.size();) {
    size_t end = i;
    while (end < kinds.size() && kinds[end].is_short) ++end;
    if (end - i >= parting) {
      note_segment(out, begin, i, false, kinds);
      note_segment(out, i, end, true, kinds);
      begin = end;
    }
    i = std::max(end, i + 1);
  }
  note_segment(out, begin, kinds.size(), false, kinds);
  std::vector<uint32_t> order(out.segments.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return out.segments[a].prose_words > out.segments[b].prose_words;
  });
  for (uint32_t rank = 0; rank < order.size(); ++rank) out.segments[order[rank]].rank = rank;
  return out;
}

void find_repeats(LineLayout& layout, size_t count) {
  const std::vector<uint32_t>& looks = layout.looks.of_line;
  for (size_t p = 0; p < LineLayout::kPeriods; ++p) {
    std::vector<uint32_t>& sums = layout.repeats[p];
    sums.assign(count + 1, 0);
    for (size_t i = 0; i < count; ++i)
      sums[i + 1] = sums[i] + (i + p + 1 < count && looks[i] == looks[i + p + 1]);
  }
  layout.period.assign(count, 2);
  for (size_t i = 0; i < count; ++i) {
    float best = 0;
    for (size_t period = 2; period <= LineLayout::kPeriods; ++period) {
      const float share = repeat_share(layout, i, period);
      if (share <= best) continue;
      best = share;
      layout.period[i] = static_cast<uint8_t>(period);
    }
  }
}

}  // namespace

float repeat_share(const LineLayout& layout, size_t i, size_t period) {
  const std::vector<uint32_t>& sums = layout.repeats[period - 1];
  const size_t begin = i - std::min(i, kRepeatRadius + period);
  const size_t end = std::min(sums.size() - 1, i + kRepeatRadius);
  return end > begin ? static_cast<float>(sums[end] - sums[begin]) / static_cast<float>(end - begin)
                     : 0.0f;
}

LineLayout lay_out(const BlockList& list, const std::vector<TextStats>& stats,
                   const std::vector<LineKind>& kinds) {
  LineLayout layout;
  const size_t count = kinds.size();
  const std::vector<Block>& blocks = list.blocks;
  for (size_t k = 0; k < kPartingLines.size(); ++k)
    layout.segmentations[k] = part_lines(kinds, kPartingLines[k]);
  layout.looks =
      group_by(count, [&](size_t i) { return bits_of_look(blocks[i], stats[i], kinds[i]); });
  layout.looks_deep = group_by(
      count, [&](size_t i) { return uint64_t{layout.looks.of_line[i]} << 16 | blocks[i].depth; });
  layout.depths = group_by(count, [&](size_t i) { return uint64_t{blocks[i].depth}; });
  layout.openings = group_by(count, [&](size_t i) { return opening_of(blocks[i].text); });
  layout.endings = group_by(count, [&](size_t i) { return ending_of(blocks[i].text); });
  find_repeats(layout, count);
  return layout;
}

}  // namespace copydesk
