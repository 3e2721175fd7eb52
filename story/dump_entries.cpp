// dump_entries.cpp: lines of a dump -> the entries of a live page (find_dump_entries of
// dump_lines.h). A head is a line that opens with a clock and goes on with a headline, "11.04 Uhr:
// Boats out", or the line below one that is a clock, with who wrote the entry glued to it. Three
// heads make a live page where it says that it is one, else six over paragraphs. Method: own. Not
// here: entries of HTML pages (entries.cpp).
#include <algorithm>

#include "story/asides.h"
#include "story/dump_lines.h"
#include "story/when_of.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMostTimeBytes = 48;
constexpr size_t kMostHeadBytes = 300;

/// Whether a line may be the headline of an entry.
bool may_be_headline(const DumpPage& page, size_t i) {
  if (i >= page.lines.size() || page.list.blocks[i].is_list_item) return false;
  const DumpLine& line = page.lines[i];
  return (is_open_role(page.role(i)) || page.role(i) == Role::kInterface) &&
         line.text.size() <= kMostHeadBytes && !line.folded.empty() && line.mark.is_absent() &&
         clock_length(line.text) == 0;
}

/// Whether a line is a clock, with a name or a label behind it at most. "1:07" is how long a video
/// is played.
bool is_clock_line(std::string_view text, size_t clock) {
  constexpr size_t kLength = 4;  // bytes
  if (text.size() > kMostTimeBytes || (text.size() == kLength && text[1] == ':')) return false;
  const std::string_view rest = trim_space(text.substr(clock));
  constexpr uint32_t kMostWords = 4;  // "Ana de la Cruz", "KEY EVENT"
  return count_words(rest) <= kMostWords && !ends_sentence(rest) && rest.find(':') == rest.npos;
}

/// "11.04 Uhr: Boats out", "9:05 p.m. | Boats out": what stands behind the mark; empty: nothing.
std::string_view headline_behind(std::string_view text, size_t clock) {
  const std::string_view rest = trim_space(text.substr(clock));
  for (const std::string_view mark : {":", "|", "–", "—", "-"})
    if (rest.starts_with(mark)) return trim_space(rest.substr(mark.size()));
  return {};
}

/// Whether the line below a headline is a paragraph.
bool heads_paragraph(const DumpPage& page, size_t headline) {
  constexpr uint32_t kFewestWords = 10;
  return headline + 1 < page.lines.size() && is_open_role(page.role(headline + 1)) &&
         page.list.blocks[headline + 1].word_count >= kFewestWords;
}

When time_of(std::string_view clock) {
  clock = trim_space(clock);
  return when_of(parse_when(clock), clock);
}

/// The heads between two lines, in order.
std::vector<DumpEntry> heads_between(const DumpPage& page, size_t begin, size_t end) {
  std::vector<DumpEntry> heads;
  for (size_t i = begin; i < std::min(end, page.lines.size()); ++i) {
    const std::string_view text = page.lines[i].text;
    const size_t clock = text.size() <= kMostHeadBytes ? clock_length(text) : 0;
    if (clock == 0 || page.list.blocks[i].is_list_item) continue;
    const std::string_view behind = headline_behind(text, clock);
    if (!behind.empty())
      heads.push_back({i, i, text.size() - behind.size(), time_of(text.substr(0, clock))});
    else if (is_clock_line(text, clock) && may_be_headline(page, i + 1))
      heads.push_back({i, i + 1, 0, time_of(text.substr(0, clock))});
  }
  return heads;
}

}  // namespace

std::vector<DumpEntry> find_dump_entries(DumpPage& page, size_t begin, size_t end, Story& story) {
  constexpr size_t kAbove = 8;  // lines over the text
  if (page.lines.empty()) return {};
  constexpr ptrdiff_t kFewest = 3, kFewestUnsaid = 6;
  std::vector<DumpEntry> heads = heads_between(page, begin - std::min(begin, kAbove), end);
  const bool is_said = says_live(story.title) || says_live(page.lines.front().text);
  const auto paragraphs = std::ranges::count_if(
      heads, [&](const DumpEntry& head) { return heads_paragraph(page, head.headline); });
  if (paragraphs < (is_said ? kFewest : kFewestUnsaid)) return {};
  for (const DumpEntry& head : heads) {
    if (head.line != head.headline) page.set_role(head.line, Role::kTime);
    page.set_role(head.headline, Role::kBody);
    page.lines[head.headline].text.remove_prefix(head.cut);
  }
  story.page_type = "live";
  return heads;
}

}  // namespace copydesk
