// dump_dek.cpp: the standfirst of a dump: a sentence over the body and no part of it. Right below
// the headline with byline or time behind it, or the first paragraph where they part it from the
// text, as on HTML pages (standfirst.cpp). Method: own. Not here: where the markup alone tells a
// standfirst; of those on HTML pages two in three.
#include <algorithm>
#include <array>

#include "story/dump_head.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

/// "Headshot of Ana Ruiz", "This article is more than 3 months old": what stands under headlines
/// and says nothing of the story.
bool is_no_dek(std::string_view text) {
  constexpr std::array kStarts = std::to_array<std::string_view>(
      {"headshot of", "byline profile image", "profile image", "profile picture",
       "this article is more than", "photo of", "picture of"});
  return text.ends_with("\u2019s avatar") || text.ends_with("'s avatar") ||
         std::ranges::any_of(kStarts, [&](std::string_view start) {
           return starts_with_ignoring_case(text, start);
         });
}

/// Whether a line is byline or time.
bool parts_head(const DumpHead& head, size_t i) {
  constexpr uint32_t kMostWords = 12;
  const Role role = head.page.role(i);
  if (role == Role::kByline || role == Role::kTime) return true;
  return is_open_role(role) && head.page.list.blocks[i].word_count <= kMostWords &&
         (head.signs.is_led_byline(i) || head.signs.is_time_line(i));
}

bool any_parts_head(const DumpHead& head, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i)
    if (parts_head(head, i)) return true;
  return false;
}

/// Whether a line may be the standfirst by itself.
bool could_be_dek(const DumpPage& page, size_t i) {
  constexpr size_t kFewestWords = 5, kMostWords = 70;
  const DumpLine& line = page.lines[i];
  const size_t words = count_words(line.text);
  return is_open_role(page.role(i)) && line.phrase == Phrase::kNone && words >= kFewestWords &&
         words <= kMostWords && !page.list.blocks[i].is_list_item && !is_no_dek(line.text);
}

size_t next_body(const DumpPage& page, size_t i) {
  while (i < page.lines.size() && page.role(i) != Role::kBody) ++i;
  return i;
}

/// The first paragraph, where byline or time stand below it and none above. Of 41 such in the dumps
/// of 2,900 pages 28 are out of the text on the HTML page too.
size_t find_parted_paragraph(const DumpHead& head) {
  constexpr size_t kReach = 16, kAbove = 25;  // lines
  const DumpPage& page = head.page;
  const bool has_title = head.title == head.top;
  const size_t i = next_body(page, 0), next = next_body(page, i + 1);
  size_t top = has_title ? head.top + 1 : head.body - std::min(head.body, kAbove);
  for (size_t k = top; k < i; ++k)
    if (page.role(k) == Role::kTitle) top = k + 1;
  if (i < top || next >= page.lines.size() || next > i + kReach || !could_be_dek(page, i) ||
      !find_dateline(page.lines[i].text).is_absent())
    return kNoLine;
  return any_parts_head(head, i + 1, next) && !any_parts_head(head, top, i) ? i : kNoLine;
}

/// A sentence right under the headline, with byline or times behind it, stands over the body and is
/// no part of it.
size_t find_line_below_title(const DumpHead& head) {
  constexpr size_t kReach = 12;  // lines
  const size_t count = head.page.lines.size();
  if (head.title != head.top) return kNoLine;
  size_t i = head.title + 1;
  while (i < count && head.page.role(i) == Role::kTitle) ++i;
  if (i + 1 >= count || !could_be_dek(head.page, i)) return kNoLine;
  for (size_t k = i + 1; k < std::min(count, i + kReach) && head.page.role(k) != Role::kBody; ++k)
    if (head.page.role(k) == Role::kByline || head.page.role(k) == Role::kTime) return i;
  return kNoLine;
}

}  // namespace

void find_dump_dek(DumpHead& head, Story& story) {
  size_t i = find_line_below_title(head);
  if (i == kNoLine) i = find_parted_paragraph(head);
  if (i == kNoLine) return;
  story.dek = std::string(head.page.lines[i].text);
  head.page.set_role(i, Role::kDek);
}

}  // namespace copydesk
