// fields_clocks.cpp: times of day that stand apart from their day (fields_times.h). Behind a day or
// in the line below: "July 10, 2011 -- Updated 1812 GMT (0212 HKT)", "12 February 2011 Last updated
// at 11:32", "July 9, 2000" above "Web posted at: 8:46 p.m. EDT"; label and clock are cut off and
// read with the day behind them (with_clock_behind). And a last change that is told by its clock
// alone, "aktualizováno 19:44", where nothing else tells of a change: on the day of the publication
// in front of it or in a line above (take_clock_of_change). Not here: days and clocks that stand
// together (text/when.cpp).
#include <algorithm>

#include "base/base.h"
#include "story/fields_times.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Whether a claim was read from this line or from one of the three blocks above.
bool is_of_line(const TimeClaim& time, const FieldContext& context, uint32_t index) {
  constexpr uint32_t kMostAbove = 3;
  return time.origin == Origin::kVisible && !time.is_element &&
         time.moment.precision >= Precision::kDay &&
         time.page.begin >= context.block(index - std::min(index, kMostAbove)).page.begin;
}

}  // namespace

size_t letters_beside(std::string_view line, std::string_view text,
                      const std::vector<Moment>& moments) {
  size_t letters = count_code_points(line);
  for (const Moment& moment : moments) {
    const std::string_view told = text.substr(moment.begin, moment.end - moment.begin);
    letters -= std::min(letters, count_code_points(told));
  }
  return letters;
}

void take_clock_of_change(const FieldContext& context, uint32_t index, std::string_view text,
                          std::vector<TimeClaim>& times) {
  constexpr size_t kLongestClock = 12;  // bytes: "19:44 Uhr", "7:44 pm"
  const size_t begin = std::min(text.find_first_not_of("| ,;·()"), text.size());
  const std::string_view line = text.substr(begin);
  size_t label = 0;
  const bool is_told =
      std::ranges::any_of(times, [](const TimeClaim& time) { return time.is_modified; });
  if (times.empty() || is_told || !is_of_line(times.back(), context, index) ||
      !opens_phrase(line, Phrase::kUpdated, label))
    return;
  TimeClaim time = times.back();
  time.moment.precision = Precision::kDay;
  const std::string day = iso_time(time.moment) + ' ';
  const Moment change =
      parse_when(day + std::string(utf8_prefix(line.substr(label), kLongestClock)));
  const Moment& first = times.back().moment;
  if (!change.has_time() || (first.has_time() && epoch_seconds(change) < epoch_seconds(first)))
    return;
  constexpr int kModifiedRank = 2;  // as in fields_dates.cpp
  time.moment = change;
  time.is_modified = time.is_labelled = true;
  time.is_by_class = time.is_element = false;
  time.rank = kModifiedRank;
  time.raw =
      trim_space(line.substr(0, label + change.end - std::min<size_t>(change.end, day.size())));
  times.push_back(std::move(time));
}

bool is_labelled_clock(std::string_view text) {
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
