// names_times.cpp: a byline without the dates and times of day that stand in it. Method: own. Not
// here: what a date is (when.cpp).
#include "text/names_times.h"

#include <algorithm>
#include <cstddef>

#include "text/names_shape.h"
#include "text/when.h"
#include "text/words.h"

namespace copydesk {
namespace {

// Where the name of a weekday begins that stands in front of a date: "Thu, Sep 22"; or the
// date.
ptrdiff_t weekday_before(std::string_view text, size_t date) {
  size_t end = date;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == ',')) --end;
  const size_t word = text.substr(0, end).rfind(' ') + 1;
  return static_cast<ptrdiff_t>(is_weekday_name(text.substr(word, end - word)) ? word : date);
}

// The end of what stands behind a time of day: " PM ET", "p.m.".
size_t end_of_clock(std::string_view text, size_t at) {
  const size_t begin = at;
  if (at < text.size() && text[at] == ' ') ++at;
  const size_t half = std::min(text.find(' ', at), text.size());
  FoldRoom room;
  const std::string_view letters = room.letters(text.substr(at, half - at));
  if (letters != "am" && letters != "pm") return begin;
  const size_t zone = std::min(half + 1, text.size());
  const size_t end = std::min(text.find(' ', zone), text.size());
  return is_acronym(text.substr(zone, end - zone)) ? end : half;
}

// "Posted by Ana Ruiz at 12:30": a time of day parts pieces as dates do.
void blank_clock(std::string& text) {
  const auto is_digit = [&](size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  size_t colon = text.find(':');
  for (; colon != std::string::npos; colon = text.find(':', colon + 1)) {
    if (colon == 0 || !is_digit(colon - 1) || !is_digit(colon + 1)) continue;
    size_t begin = colon, end = colon + 1;
    while (begin > 0 && is_digit(begin - 1)) --begin;
    while (is_digit(end)) ++end;
    end = end_of_clock(text, end);
    for (size_t at = begin; at < end; ++at) text[at] = '|';
  }
}

}  // namespace

std::string with_bars_for_times(std::string_view byline) {
  DateHints hints;
  hints.year = 2000;  // any will do
  std::string out(byline);
  for (const Moment& moment : find_dates(byline, hints))
    std::fill(out.begin() + weekday_before(byline, moment.begin), out.begin() + moment.end, '|');
  blank_clock(out);
  return out;
}

}  // namespace copydesk
