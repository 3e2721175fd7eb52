// fields_times.h: what the reader and the judge of times share. Inner header of story/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "story/fields_inner.h"

namespace copydesk {

/// A declared or visible time, as a candidate for `published` or `modified`.
struct TimeClaim {
  Moment moment;
  bool is_modified = false;
  bool is_by_class = false;     // modified only by the name of a class
  bool is_labelled = false;     // a word or the markup says what the visible date is
  bool is_bare = false;         // the block holds nothing but the date
  bool is_element = false;      // written for machines in a <time>
  bool is_above = false;        // above the headline
  bool is_below_title = false;  // within a few blocks below the headline, above the text
  int rank = 99;                // the smaller the better
  Origin origin = Origin::kNone;
  std::string raw;
  ByteRange page;
};

/// What the words before a date say: 1 published, 2 updated, 0 nothing.
int date_label_of(std::string_view before);

/// Whether the words before a date speak of the site, as "Site last updated": of no story.
bool is_of_site(std::string_view before);

/// "19 May 2010, 23:03, posted in": the word stands behind the date.
bool closes_date_label(std::string_view behind);

/// Whether a text begins with such a word: in a paragraph any other tells of what happened.
bool opens_date_label(std::string_view before);

/// A day with the time of day that stands apart from it; `label` is that of the clock: 1 published,
/// 2 updated, 0 there is none.
struct DayAndClock {
  Moment moment;
  int label = 0;
};

/// The day that stands in `text`, with the labelled clock that `behind` begins with.
DayAndClock with_clock_behind(std::string_view text, const Moment& day, std::string_view behind,
                              const DateHints& hints);

/// Whether a line is a labelled clock: "Last updated: 2:54 pm"; the day stands in the next line.
bool is_labelled_clock(std::string_view text);

/// Every declared time and every visible date near the headline, the best first.
/// Cost: linear in the claims and in the blocks that are looked at.
std::vector<TimeClaim> collect_times(const FieldContext& context);

/// The letters of a line that are in none of the moments read from `text`, the same line parted;
/// letters, as a limit of bytes would be half as wide in Cyrillic, a third in Hindi.
size_t letters_beside(std::string_view line, std::string_view text,
                      const std::vector<Moment>& moments);

/// Adds the last change that a line tells by its time of day alone, on the day of the last claim in
/// `times`, which stands in the same line or in one of the blocks above: "aktualizováno 19:44".
void take_clock_of_change(const FieldContext& context, uint32_t index, std::string_view text,
                          std::vector<TimeClaim>& times);

}  // namespace copydesk
