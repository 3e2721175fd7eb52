// dump_dek.cpp: the standfirst of a dump: a sentence right below the headline with byline or time
// behind it. Method: own. Not here: headline, times and publisher (dump_head.cpp).
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

}  // namespace

void find_dump_dek(DumpHead& head, Story& story) {
  const size_t i = head.title + 1;
  if (head.title != head.top || i + 1 >= head.page.lines.size()) return;
  const DumpLine& line = head.page.lines[i];
  const size_t words = count_words(line.text);
  if (!is_open_role(head.page.role(i)) || line.phrase != Phrase::kNone || words < 5 || words > 70)
    return;
  if (head.page.list.blocks[i].is_list_item) return;
  bool has_head_behind = false;
  for (size_t k = i + 1; k < std::min(head.page.lines.size(), i + 5); ++k) {
    const Role role = head.page.role(k);
    if (role == Role::kByline || role == Role::kTime) has_head_behind = true;
    if (role == Role::kBody) break;
  }
  if (!has_head_behind || is_no_dek(line.text)) return;
  story.dek = std::string(line.text);
  head.page.set_role(i, Role::kDek);
}

}  // namespace copydesk
