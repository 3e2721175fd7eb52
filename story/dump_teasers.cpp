// dump_teasers.cpp: headlines of other pages between a dump's paragraphs -> story.related, out of
// the text. A teaser has a label in its own line ("Read more: Harbour reopens"), stands below the
// line of one ("Related"), or twice, as a picture's alternative text and its link, where captions
// stand. Method: own, by words and neighbours. Not here: headlines that nothing announces.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/base.h"
#include "story/dump_head.h"
#include "story/dump_lines.h"
#include "story/phrases.h"

namespace copydesk {
namespace {

constexpr size_t kFewestWords = 4, kMostWords = 25;  // of a headline

/// What stands behind "WATCH | ", "Lesen Sie hier: ": words that only the mark behind them makes a
/// teaser's label. Empty: there is none. 14 of 14 in dumps lead to other pages.
std::string_view after_call(std::string_view text) {
  constexpr std::array kCalls =
      std::to_array<std::string_view>({"watch", "lesen sie hier", "lies hier", "lesen sie dazu",
                                       "zum artikel", "lire", "relire", "lea más", "puedes ver"});
  const size_t mark = text.substr(0, 24).find_first_of(":|");
  if (mark == text.npos) return {};
  const std::string label = fold_words(text.substr(0, mark));
  const bool is_call = std::ranges::find(kCalls, label) != kCalls.end();
  return is_call ? trim_space(text.substr(mark + 1)) : std::string_view{};
}

/// "Opinion: The mole has to grow", "Profile | Ana Ruiz": the kind of another page and its
/// headline. Of six such lines in the texts of the dumps of 2,900 pages none is text on the HTML
/// page.
bool names_other_page(std::string_view text) {
  constexpr size_t kMostOfOther = 18, kLongestLabel = 24;  // words, bytes
  constexpr std::array kKinds = std::to_array<std::string_view>(
      {"opinion", "profile", "factbox", "highlights", "in pictures"});
  const size_t mark = text.substr(0, kLongestLabel).find_first_of(":|");
  if (mark == text.npos || mark + 2 >= text.size() || text[mark + 1] != ' ') return false;
  const std::string label = fold_words(text.substr(0, mark));
  return std::ranges::find(kKinds, label) != kKinds.end() && count_words(text) <= kMostOfOther &&
         !text.ends_with('.');
}

/// What a teaser leads to, without its label; empty where it has no label.
std::string_view teaser_title(const DumpLine& line) {
  const std::string_view call = after_call(line.text);
  if (!call.empty()) return call;
  if (names_other_page(line.text)) return line.text;
  std::string_view text = line.text;
  for (const std::string_view brackets : {"[]", "()"}) {
    if (!text.starts_with(brackets[0])) continue;
    text = trim_space(text.substr(1));
    if (text.ends_with(brackets[1])) text = trim_space(text.substr(0, text.size() - 1));
  }
  size_t longest = 0;
  for (const Phrase label : {Phrase::kRelated, Phrase::kReadMore}) {
    size_t length = 0;
    if (opens_phrase(text, label, length)) longest = std::max(longest, length);
  }
  return longest == 0 ? std::string_view{} : trim_space(text.substr(longest));
}

/// The lines of the text from the first to the last.
struct TextRange {
  size_t begin = 0, end = 0;
  explicit TextRange(const DumpPage& page) : begin(page.lines.size()) {
    for (size_t i = 0; i < page.lines.size(); ++i) {
      if (page.role(i) != Role::kBody) continue;
      begin = std::min(begin, i);
      end = i + 1;
    }
  }
};

/// Whether a line has the shape of a headline.
bool could_be_headline(const DumpPage& page, size_t i) {
  const DumpLine& line = page.lines[i];
  return line.phrase == Phrase::kNone && line.words >= kFewestWords && line.words <= kMostWords &&
         !line.text.ends_with(':') && !line.text.ends_with("…") &&
         (!ends_sentence(line.text) || line.text.ends_with('?')) &&
         !is_time_line(line.text, times_in(line.text, {}));
}

/// Marks the headlines below the line of a label: what the model has not taken, and of the text
/// what stands close to the label.
void mark_below_label(DumpPage& page, size_t label, size_t end) {
  constexpr size_t kReach = 10, kReachText = 3, kMostTeasers = 4;  // lines
  size_t found = 0;
  for (size_t i = label + 1; i < end && i <= label + kReach && found < kMostTeasers; ++i) {
    const Role role = page.role(i);
    if (page.lines[i].phrase != Phrase::kNone) return;
    if (role == Role::kBody && (i > label + kReachText || !could_be_headline(page, i))) return;
    if ((role != Role::kBody && role != Role::kUnknown) || !could_be_headline(page, i)) continue;
    page.set_role(i, Role::kTeaser);
    ++found;
  }
}

/// "London attack: Direct hand unlikely": what is spoken of, and what is said of it.
bool names_topic(std::string_view text) {
  for (size_t at = text.find(": "); at != text.npos; at = text.find(": ", at + 1))
    if (at > 0 && !is_digit(text[at - 1])) return true;
  return false;
}

}  // namespace

void take_teaser_pictures(DumpPage& page, std::vector<DumpPicture>& pictures) {
  const TextRange text(page);
  const auto may_lead = [&](const DumpPicture& picture) {
    return picture.is_bare && picture.is_copy && picture.line >= text.begin &&
           picture.line < text.end && could_be_headline(page, picture.line);
  };
  if (std::ranges::none_of(pictures, [&](const DumpPicture& picture) {
        return may_lead(picture) && names_topic(picture.image.caption);
      }))
    return;
  std::erase_if(pictures, [&](const DumpPicture& picture) {
    if (!may_lead(picture)) return false;
    page.set_role(picture.line, Role::kTeaser);
    return true;
  });
}

bool is_teaser_line(const DumpLine& line) {
  std::string_view text = line.text;
  if (line.words > kMostWords) return false;
  if (text.starts_with('[') || text.starts_with('(')) text = trim_space(text.substr(1));
  if (!after_call(text).empty() || names_other_page(text)) return true;
  for (const Phrase label : {Phrase::kRelated, Phrase::kReadMore}) {
    size_t length = 0;
    if (opens_label(text, label, length)) return true;
    if (opens_phrase(text, label, length) && count_words(text.substr(0, length)) > 1 &&
        !ends_sentence(text))
      return true;
  }
  return false;
}

void find_dump_teasers(DumpPage& page) {
  const TextRange text(page);
  for (size_t i = text.begin; i < text.end; ++i) {
    if (page.role(i) == Role::kUnknown && is_teaser_line(page.lines[i]))
      page.set_role(i, Role::kTeaser);
    else if (page.lines[i].phrase == Phrase::kRelated && page.role(i) != Role::kBody)
      mark_below_label(page, i, text.end);
  }
}

void take_dump_teasers(const DumpPage& page, Story& story) {
  std::unordered_set<std::string_view> known;  // titles, of the page's lines
  for (size_t i = 0; i < page.lines.size(); ++i) {
    if (page.role(i) != Role::kTeaser) continue;
    std::string_view title = teaser_title(page.lines[i]);
    if (title.empty()) title = page.lines[i].text;
    const bool is_label = title.ends_with(':') && count_words(title) < kFewestWords;
    if (!is_label && known.insert(title).second) story.related.push_back({std::string(title), {}});
  }
}

}  // namespace copydesk
