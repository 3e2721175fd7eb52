// fields_clocks.cpp: a day, and what is printed behind it or in the line below -> the day with the
// time of day that stands apart from it, and what its label says (with_clock_behind of
// fields_times.h), and lines that are a clock alone: "July 10, 2011 -- Updated 1812 GMT (0212 HKT)", "12 February 2011 Last updated at
// 11:32", "July 9, 2000" above "Web posted at: 8:46 p.m. EDT". Method: label and clock are cut off
// and read with the day behind them. Not here: days and clocks that stand together (text/when.cpp).
#include "story/fields_times.h"
#include "text/text.h"

namespace copydesk {

bool is_clock_line(std::string_view text) {
  constexpr size_t kMostBehind = 12;  // bytes
  size_t length = 0;
  constexpr size_t kLongest = 40;
  if (text.size() > kLongest || text.find(':') == text.npos) return false;
  const bool is_led = opens_phrase(text, Phrase::kUpdated, length) ||
                      opens_phrase(text, Phrase::kPublished, length);
  if (!is_led) return false;
  const std::string_view clock = trim_space(text.substr(length));
  const size_t colon = clock.find(':');
  return clock.size() <= kMostBehind && colon != std::string_view::npos && colon > 0 &&
         clock[0] >= '0' && clock[0] <= '9';
}

DayAndClock with_clock_behind(std::string_view text, const Moment& day, std::string_view behind,
                              const DateHints& hints) {
  constexpr size_t kLongestClock = 40;  // bytes
  DayAndClock whole{day, 0};
  if (day.has_time() || day.precision < Precision::kDay) return whole;
  behind = trim_space(behind);
  for (const std::string_view mark : {"--", "–", "—", "-", "|", ";", ",", "•"})
    if (behind.starts_with(mark)) behind = trim_space(behind.substr(mark.size()));
  if (starts_with_ignoring_case(behind, "web ")) behind.remove_prefix(4);
  size_t length = 0;
  int label = 0;
  if (opens_phrase(behind, Phrase::kUpdated, length))
    label = 2;
  else if (opens_phrase(behind, Phrase::kPublished, length))
    label = 1;
  const std::string_view clock = trim_space(behind.substr(length));
  if (label == 0 || clock.size() > kLongestClock || clock.empty() || !is_digit(clock[0]))
    return whole;
  std::string both(clock);
  both.append(" ").append(text.substr(day.begin, day.end - day.begin));
  Moment moment = parse_when(both, hints);
  if (!moment.has_time() || moment.year != day.year || moment.month != day.month ||
      moment.day != day.day)
    return whole;
  moment.begin = day.begin;
  moment.end = day.end;
  return {moment, label};
}

}  // namespace copydesk
