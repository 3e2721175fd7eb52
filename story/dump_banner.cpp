// dump_banner.cpp: the banner that a replayed web archive puts over a page -> no text of the page.
// "Wayback Machine", months, years, "18 captures", "About this capture", "COLLECTED BY",
// "Organization: ...", what that is, "Collection: ...", what that is, "TIMESTAMPS", "loading". On
// HTML pages it is hidden, and so it is read nowhere; the lines of a dump do not tell.
#include <algorithm>
#include <string_view>

#include "story/dump_lines.h"

namespace copydesk {
namespace {

constexpr size_t kMostAbove = 40;  // lines of the page above the one that says by whom
constexpr size_t kMostBelow = 16;  // and below it

bool says(const DumpLine& line, std::string_view folded) { return line.folded == folded; }

bool names_collector(const DumpLine& line) {
  return line.text.starts_with("Organization:") || line.text.starts_with("Collection:");
}

/// The line "COLLECTED BY" of a banner, or kNoLine.
size_t find_collector(const DumpPage& page) {
  bool is_told = false;
  for (size_t i = 0; i + 1 < page.lines.size() && i < kMostAbove; ++i) {
    is_told = is_told || says(page.lines[i], "aboutthiscapture");
    if (is_told && says(page.lines[i], "collectedby") && names_collector(page.lines[i + 1]))
      return i;
  }
  return kNoLine;
}

/// The first line behind the banner.
size_t end_of_banner(const DumpPage& page, size_t collector) {
  constexpr size_t kLeastWords = 6;  // of a line that says what a collection is
  const size_t most = std::min(page.lines.size(), collector + 1 + kMostBelow);
  size_t end = collector + 1;
  for (size_t i = collector + 1; i < most; ++i) {
    if (says(page.lines[i], "timestamps"))
      return i + 1 + (i + 1 < page.lines.size() && says(page.lines[i + 1], "loading"));
    if (names_collector(page.lines[i])) end = i + 1;
  }
  const bool has_more = end < most && ends_sentence(page.lines[end].text) &&
                        count_words(page.lines[end].text) >= kLeastWords;
  return end + has_more;
}

/// Paragraphs between the banner and the headline, where that is a line of its own: they tell of
/// the collection, and no story begins above its headline. 7 of 360 dumps had them as text.
void mark_above_headline(DumpPage& page, size_t begin) {
  constexpr size_t kReach = 120, kShortest = 12;  // lines; letters of a headline
  constexpr uint32_t kLeastWords = 8;             // of a paragraph
  constexpr size_t kLongestTitle = 400;
  const std::string& title = page.lines[0].folded;
  if (title.size() > kLongestTitle) return;
  const size_t most = std::min(page.lines.size(), begin + kReach);
  size_t headline = begin;
  for (; headline < most; ++headline) {
    const std::string& line = page.lines[headline].folded;
    if (line.size() >= kShortest && line.size() * 5 >= title.size() * 2 &&
        title.find(line) != title.npos)
      break;
  }
  if (headline == most) return;
  for (size_t i = begin; i < headline; ++i)
    if (page.list.blocks[i].word_count >= kLeastWords && ends_sentence(page.lines[i].text))
      page.set_role(i, Role::kInterface);
}

}  // namespace

void mark_replay_banner(DumpPage& page) {
  const size_t collector = find_collector(page);
  if (collector == kNoLine) return;
  size_t begin = 1;  // the first line is the page's title
  for (size_t i = begin; i < collector; ++i)
    if (says(page.lines[i], "waybackmachine")) begin = i;
  const size_t end = end_of_banner(page, collector);
  for (size_t i = begin; i < end; ++i) page.set_role(i, Role::kInterface);
  mark_above_headline(page, end);
}

}  // namespace copydesk
