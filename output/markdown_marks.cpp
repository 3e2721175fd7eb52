// markdown_marks.cpp: inlines -> those that CommonMark can say. Asterisks between a letter and a
// sign ("a**, b** c") and between two stretches ("**a****b**") are shown as they are; 4 % of the
// labelled pages had such. SPEC: CommonMark 0.31, "Emphasis and strong emphasis": left-flanking and
// right-flanking delimiter runs.
#include "output/markdown_marks.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/base.h"

namespace copydesk {
namespace {

bool is_emphasis(const Inline& mark) {
  return mark.kind == Inline::Kind::kEmphasis || mark.kind == Inline::Kind::kStrong;
}

// What stands at the border of a mark; the ends of a text count as white space.
struct Border {
  bool is_space = true, is_sign = false, is_symbol = false;
};

Border border_of(char32_t c) {
  const uint32_t category = U_GET_GC_MASK(static_cast<UChar32>(c));
  const bool is_ascii_sign = c < 0x80 && (category & (U_GC_P_MASK | U_GC_S_MASK)) != 0;
  return {.is_space = c == '\t' || c == '\n' || c == '\f' || c == '\r' || (category & U_GC_ZS_MASK),
          .is_sign = is_ascii_sign || (category & U_GC_P_MASK),
          .is_symbol = (category & U_GC_S_MASK) != 0};
}

Border border_before(std::string_view text, size_t at) {
  if (at == 0) return {};
  size_t begin = begin_of_last(text.substr(0, at));
  return border_of(next_code_point(text.substr(0, at), begin));
}

Border border_after(std::string_view text, size_t at) {
  if (at >= text.size()) return {};
  return border_of(next_code_point(text, at));
}

// Whether an asterisk between them opens or closes on the side of `inner`. Symbols are signs for
// some readers of Markdown and none for others.
bool can_stand(const Border& outer, const Border& inner) {
  if (inner.is_space) return false;
  return outer.is_space || outer.is_sign || !(inner.is_sign || inner.is_symbol);
}

// Moves the ends of an emphasis inside, past white space and signs. False: nothing is left, or more
// than some signs would go.
bool fit(std::string_view text, Inline& mark) {
  constexpr int kMostSteps = 16;
  size_t begin = mark.begin, end = std::min<size_t>(mark.end, text.size());
  int steps = 0;
  for (; begin < end && !can_stand(border_before(text, begin), border_after(text, begin));
       ++steps) {
    if (steps == kMostSteps) return false;
    next_code_point(text, begin);
  }
  for (; begin < end && !can_stand(border_after(text, end), border_before(text, end)); ++steps) {
    if (steps == kMostSteps) return false;
    end = begin_of_last(text.substr(0, end));
  }
  mark.begin = static_cast<uint32_t>(begin);
  mark.end = static_cast<uint32_t>(end);
  return begin < end;
}

}  // namespace

std::vector<Inline> markdown_marks(std::string_view text, const std::vector<Inline>& inlines) {
  std::vector<Inline> marks, others;
  for (const Inline& mark : inlines)
    (mark.kind == Inline::Kind::kLink ? marks : others).push_back(mark);
  size_t last[2] = {others.size(), others.size()};  // of each kind of emphasis
  for (size_t i = 0; i < others.size(); ++i) {
    if (!is_emphasis(others[i])) continue;
    size_t& before = last[others[i].kind == Inline::Kind::kStrong];
    if (before < i && others[before].end == others[i].begin) {
      others[before].end = std::max(others[i].end, others[i].begin);
      others[i].end = others[i].begin;
    } else {
      before = i;
    }
  }
  for (Inline& mark : others)
    if (!is_emphasis(mark) || (mark.begin < mark.end && fit(text, mark))) marks.push_back(mark);
  return marks;
}

}  // namespace copydesk
