// dump_head.h: what the readers of a dump's head share. Inner header of story/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "story/dump_lines.h"

namespace copydesk {

inline constexpr size_t kMaxBylineBytes = 200;
inline constexpr size_t kMaxSiteWords = 5;

/// One date of a line with the word in front of it.
struct LabelledTime {
  Moment moment;
  Phrase label = Phrase::kNone;  // kPublished, kUpdated or kNone
  std::string_view raw;          // with the label
  std::string_view before;       // what stands before it in the line
  std::string_view after;
};

/// The dates of a line that is no paragraph.
std::vector<LabelledTime> times_in(std::string_view line, std::string_view language);

/// Whether dates and their labels make up most of the line.
bool is_time_line(std::string_view line, const std::vector<LabelledTime>& times);

/// Whether a line opens with "By" and names somebody.
bool is_led_byline(std::string_view line);

/// Whether a text may name a site: it has letters and is no date, as "18.05.2026" is.
bool is_site_name(std::string_view text);

/// What the lines of a page say of who and when: many rules ask, and each line is read once.
/// Lifetime: keep the page and the language.
class LineSigns {
 public:
  LineSigns(const DumpPage& page, std::string_view language)
      : page_(page), language_(language), answers_(page.lines.size()) {}

  /// Whether times_in() finds any.
  bool has_time(size_t i) const { return (of_times(i) & kHasTime) != 0; }
  bool is_time_line(size_t i) const { return (of_times(i) & kIsTimeLine) != 0; }
  bool is_led_byline(size_t i) const;

 private:
  enum : uint8_t { kTimesKnown = 1, kHasTime = 2, kIsTimeLine = 4, kLeadKnown = 8, kIsLed = 16 };
  uint8_t of_times(size_t i) const;

  const DumpPage& page_;
  std::string_view language_;
  mutable std::vector<uint8_t> answers_;
};

/// What the head of the dump is read from.
struct DumpHead {
  DumpPage& page;
  size_t body = 0;  // first line of the body
  size_t title = kNoLine;
  size_t top = 0;        // where the head begins: at the headline, or some lines above the body
  bool is_sure = false;  // the first line repeats the headline
  std::string_view language;
  LineSigns signs;
};

/// Whether nothing has taken a line that would not leave it to the headline: a line that stands
/// twice counts for a caption at first, and stays one where it has a credit or the end of a
/// sentence.
bool may_hold_title(const DumpPage& page, size_t i);

/// Whether a line may be the headline by itself: no set phrase, byline or date.
bool could_be_title(const DumpHead& head, size_t i);

/// The page's title, as the first line has it.
struct PageTitle {
  std::string_view text;           // without the site's name
  std::vector<std::string> parts;  // the runs of its parts, folded: "A: B" has A, B and AB
  /// Whether a line is such a part.
  bool has_part(const DumpLine& line) const;
};

/// The line over the text that is the headline though the first line does not begin or end with it;
/// kNoLine: there is none. Cost: linear in the lines.
size_t find_other_headline(const DumpHead& head, const PageTitle& title);

/// Fills authors, agency and perhaps publisher; sets kByline on the lines that they stand in. Cost:
/// linear in the lines.
void find_dump_byline(DumpHead& head, Story& story);

/// Fills dek and sets kDek on its line, after title, byline and times. Cost: linear in the lines.
void find_dump_dek(DumpHead& head, Story& story);

}  // namespace copydesk
