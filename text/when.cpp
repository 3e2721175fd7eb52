// when.cpp: tokens into moments: the grammar of dates and times.
// Method: at each number or month name, the forms year-first, day-first, month-first and compact
// are tried; a time of day is taken when only connecting words ("at", "um", a weekday, marks) stand
// between it and the date. Source: ISO 8601, RFC 2822, CLDR for names and orders. Not here: zones
// and calendars (when_zones.cpp), which date of a page is which (story/).
#include "text/when.h"

#include <algorithm>
#include <array>

#include "base/base.h"
#include "text/when_reader.h"
#include "text/when_zones.h"
#include "text/words.h"

namespace copydesk {
namespace {

// parse_when() looks at no more than this; a line that holds a date is shorter.
constexpr size_t kMostBytes = 4096;

constexpr std::string_view kDateConnectors[] = {
    "a",  "d",   "dan", "de",  "del",  "den",  "der", "di", "do", "dos",
    "e",  "ej",  "er",  "ere", "gada", "m",    "nd",  "of", "o",  "os",
    "rd", "st",  "the", "th",  "år",   "года", "ми",  "ro", "το", "ª",
    "º",  "εις", "की",  "năm", "ngày", "metų", "mėn", "на", "من", "ב"};

// Years of the Persian calendar that stand for those from 1865 on.
bool is_jalali_year(int32_t year) { return year >= 1244 && year <= 1530; }

// How Thai shortens its months; their dots part them into tokens.
constexpr std::string_view kThaiMonths[] = {"ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย",
                                            "ก.ค", "ส.ค", "ก.ย", "ต.ค",  "พ.ย", "ธ.ค"};

// "Tháng Tư": months by the names of their numbers; "Mười Một" is read before "Mười".
constexpr std::string_view kVietnameseNumbers[] = {"một", "hai", "ba",  "tư",   "năm",
                                                   "sáu", "bảy", "tám", "chín", "mười"};

bool is_thai(std::string_view word) {
  return word.starts_with("\xE0\xB8") || word.starts_with("\xE0\xB9");
}

}  // namespace

using Kind = DateToken::Kind;

// Whether tokens [begin, end) are the whole text but for marks.
bool DateReader::is_all(size_t begin, size_t end) const {
  size_t inside = 0;
  for (size_t i = begin; i < end; ++i) inside += token(i).kind != Kind::kMark;
  return inside == solid_count_;
}

bool DateReader::finish(Moment& out) const {
  if (out.year > 2442 && out.year < 2700) out.year -= 543;  // Buddhist calendar
  if (out.precision == Precision::kNone) out.precision = Precision::kDay;
  return is_calendar_valid(out);
}

bool DateReader::take_year_hint(Moment& out) const {
  if (hints_.year == 0) return false;
  out.year = hints_.year;
  return true;
}

bool DateReader::read_date(size_t at, Moment& out, size_t& next) const {
  out = {};
  if (token(at).kind == Kind::kNumber) {
    const auto attempt = [&](bool (DateReader::*form)(size_t, Moment&, size_t&) const) {
      out = {};
      return (this->*form)(at, out, next) && finish(out);
    };
    if (token(at).digits == 4)
      return attempt(&DateReader::read_year_first) || attempt(&DateReader::read_year_name) ||
             attempt(&DateReader::read_year_alone);
    if (token(at).digits <= 2)
      return attempt(&DateReader::read_han) || attempt(&DateReader::read_numeric) ||
             attempt(&DateReader::read_day_first);
    return attempt(&DateReader::read_compact) || attempt(&DateReader::read_epoch);
  }
  if (!is_word(at) || !has_number_near(at)) return false;
  if (read_era(at, out, next)) return finish(out);
  out = {};
  return read_month_first(at, out, next) && finish(out);
}

// 令和5年4月13日, 令和元年5月1日, 民國106年4月13日
bool DateReader::read_era(size_t at, Moment& out, size_t& next) const {
  struct Era {
    std::string_view name;
    int32_t year_before;
  };
  static constexpr Era kEras[] = {
      {"令和", 2018}, {"平成", 1988}, {"昭和", 1925}, {"民國", 1911}, {"民国", 1911}};
  for (const Era& era : kEras) {
    if (!starts_with(at, era.name)) continue;
    const size_t year = at + 2;  // each Han character is a token
    const bool is_first = starts_with(year, "元");
    if (!(is_first || is_number(year, 1, 3)) || !starts_with(year + 1, "年")) return false;
    out.year = era.year_before + (is_first ? 1 : static_cast<int32_t>(token(year).value));
    return read_han(year + 2, out, next);
  }
  return false;
}

// 2017-04-13, 2017/4/13, 2017. 4. 13., 2017年4月13日, 2017년 4월 13일
bool DateReader::read_year_first(size_t at, Moment& out, size_t& next) const {
  out.year = static_cast<int32_t>(token(at).value);
  if (starts_with(at + 1, "年") || starts_with(at + 1, "년")) {
    if (is_number(at + 2, 1, 2)) return read_han(at + 2, out, next);
    return false;
  }
  if (!is_one_of(at + 1, U"-/.‐‑–") || !is_number(at + 2, 1, 2)) return false;
  if (token(at + 3).mark != token(at + 1).mark || !is_number(at + 4, 1, 2)) return false;
  out.month = static_cast<uint8_t>(token(at + 2).value);
  out.day = static_cast<uint8_t>(token(at + 4).value);
  next = at + 5;
  if (hints_.language.starts_with("fa") && is_jalali_year(out.year)) {
    if (out.month < 1 || out.month > 12 || out.day > 31) return false;
    gregorian_from_jalali(out.year, out.month, out.day, out);
  }
  return true;
}

// 4月13日 behind a year, or alone when the year is known.
bool DateReader::read_han(size_t at, Moment& out, size_t& next) const {
  if (!is_number(at, 1, 2) || !(starts_with(at + 1, "月") || starts_with(at + 1, "월")))
    return false;
  if (out.year == 0 && !take_year_hint(out)) return false;
  out.month = static_cast<uint8_t>(token(at).value);
  if (!is_number(at + 2, 1, 2)) return false;
  if (!starts_with(at + 3, "日") && !starts_with(at + 3, "일") && !starts_with(at + 3, "号") &&
      !starts_with(at + 3, "號"))
    return false;
  out.day = static_cast<uint8_t>(token(at + 2).value);
  next = at + 4;
  return true;
}

// 2017. április 13., 2017 m. balandžio 13 d., 2017. gada 13. aprīlis, 2017-Apr-13
bool DateReader::read_year_name(size_t at, Moment& out, size_t& next) const {
  out.year = static_cast<int32_t>(token(at).value);
  const size_t first = skip_date_words(at + 1);
  if (const int month = month_at(first, next); month != 0) {
    out.month = static_cast<uint8_t>(month);
    const size_t day = skip_date_words(next);
    if (!is_number(day, 1, 2)) return false;
    out.day = static_cast<uint8_t>(token(day).value);
    next = day + 1;
    return true;
  }
  if (!is_number(first, 1, 2)) return false;
  const int month = month_at(skip_date_words(first + 1), next);
  if (month == 0) return false;
  out.day = static_cast<uint8_t>(token(first).value);
  out.month = static_cast<uint8_t>(month);
  return true;
}

// 2017 or 2017-04, when the text holds nothing else.
bool DateReader::read_year_alone(size_t at, Moment& out, size_t& next) const {
  out.year = static_cast<int32_t>(token(at).value);
  out.precision = Precision::kYear;
  next = at + 1;
  if (is_all(at, next)) return true;
  if (!is_one_of(at + 1, U"-/") || !is_number(at + 2, 2, 2) || !is_all(at, at + 3)) return false;
  out.month = static_cast<uint8_t>(token(at + 2).value);
  out.precision = Precision::kMonth;
  next = at + 3;
  return true;
}

bool DateReader::is_month_first() const {
  if (hints_.order != NumberOrder::kUnknown) return hints_.order == NumberOrder::kMonthFirst;
  for (std::string_view region : {"US", "PH", "PR", "GU", "FM", "PW"})
    if (hints_.region == region) return true;
  if (!hints_.region.empty()) return false;
  return starts_with_ignoring_case(hints_.language, "en-us") ||
         starts_with_ignoring_case(hints_.language, "en_us");
}

// Whether a year of two digits stands before month and day.
bool DateReader::puts_year_first() const {
  for (const std::string_view language : {"ko", "ja", "zh"})
    if (hints_.language.starts_with(language)) return true;
  return false;
}

// "6:20 PM ET": a clock and a zone that together are those of the United States.
bool is_american(const Clock& clock) {
  static constexpr auto kZones = std::to_array<std::string_view>(
      {"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT"});
  return clock.found && clock.has_half && std::ranges::find(kZones, clock.zone) != kZones.end();
}

// 13.4.2017, 4/13/2017, 13-04-17
bool DateReader::read_numeric(size_t at, Moment& out, size_t& next) const {
  if (!is_one_of(at + 1, U"-/.") || !is_number(at + 2, 1, 2) ||
      token(at + 3).mark != token(at + 1).mark)
    return false;
  const bool long_year = is_number(at + 4, 4, 4);
  const bool short_year = is_number(at + 4, 2, 2) && !token(at + 1).space_before &&
                          !token(at + 2).space_before && !token(at + 4).space_before &&
                          !is_mark(at + 5, token(at + 1).mark);
  if (!long_year && !short_year) return false;
  const int32_t year = static_cast<int32_t>(token(at + 4).value);
  out.year = long_year ? year : year + (year < 70 ? 2000 : 1900);
  uint8_t first = static_cast<uint8_t>(token(at).value),
          second = static_cast<uint8_t>(token(at + 2).value);
  next = at + 5;
  if (short_year && puts_year_first()) {  // 17.04.13
    out.year = first + 2000;
    out.month = second;
    out.day = static_cast<uint8_t>(year);
    return true;
  }
  bool swap = second > 12;
  if (first <= 12 && second <= 12) {
    const Clock clock = clock_after(next);
    const bool is_open = hints_.order == NumberOrder::kUnknown && hints_.region.empty();
    const bool is_bare_english = is_open && equals_ignoring_case(hints_.language, "en");
    swap = (!is_mark(at + 1, '.') && is_month_first()) || (is_open && is_american(clock)) ||
           (is_bare_english && is_mark(at + 1, '/') && clock.found && clock.has_half);
  }
  if (swap) std::swap(first, second);
  out.day = first;
  out.month = second;
  return true;
}

size_t DateReader::skip_date_words(size_t at) const {
  constexpr size_t kMostBetween = 4;
  for (size_t i = at; i < at + kMostBetween; ++i) {
    if (is_one_of(i, U".,-/‐–'’·")) continue;
    if (is_word(i) && is_among(kDateConnectors, word(i)) && !is_number(i + 1, 3, 3)) continue;
    return i;
  }
  return at + kMostBetween;
}

int DateReader::vietnamese_month(size_t at, size_t& next) const {
  next = at + 1;
  if (is_number(at, 1, 2)) return token(at).value <= 12 ? static_cast<int>(token(at).value) : 0;
  const auto number_of = [&](size_t i) {
    const auto* name = std::ranges::find(kVietnameseNumbers, lower_ascii(word(i)));
    return name == std::end(kVietnameseNumbers) ? 0
                                                : static_cast<int>(name - kVietnameseNumbers) + 1;
  };
  const int first = number_of(at), second = first == 10 ? number_of(at + 1) : 0;
  if (second < 1 || second > 2) return first;
  next = at + 2;
  return first + second;
}

int DateReader::month_at(size_t at, size_t& next) const {
  if (!is_word(at)) return 0;
  if (starts_with(at, "tháng") || starts_with(at, "Tháng")) return vietnamese_month(at + 1, next);
  if (is_thai(word(at))) {
    const auto* month = std::ranges::find_if(
        kThaiMonths, [&](std::string_view name) { return starts_with(at, name); });
    next = at + 3;
    if (month != std::end(kThaiMonths)) return static_cast<int>(month - kThaiMonths) + 1;
  }
  next = at + 1;
  const int month = month_of_name(word(at), hints_.language);
  if (month == 0) return 0;
  // "1 out of 10", "iPad Pro 11, 2020"; but "04-ago-2021" says what it is.
  const bool may_be_english = hints_.language.empty() || hints_.language.starts_with("en");
  const bool is_joined = at > 0 && is_one_of(at - 1, U"-/.") && is_one_of(at + 1, U"-/.");
  if (may_be_english && !is_joined && is_english_word(word(at))) return 0;
  // Levantine Arabic writes both names: "نيسان/أبريل".
  if (is_mark(at + 1, '/') && is_word(at + 2) &&
      month_of_name(word(at + 2), hints_.language) == month)
    next = at + 3;
  return month;
}

bool DateReader::year_at(size_t at, Moment& out, size_t& next) const {
  const size_t i = skip_date_words(at);
  if (is_number(i, 4, 4)) {
    out.year = static_cast<int32_t>(token(i).value);
    next = i + 1;
    return true;
  }
  const bool marked = i > at && (is_one_of(i - 1, U"'’-/"));
  if (is_number(i, 2, 2) && !is_mark(i + 1, ':') && (marked || token(i + 1).kind == Kind::kEnd)) {
    out.year = static_cast<int32_t>(token(i).value) + (token(i).value < 70 ? 2000 : 1900);
    if (at > 0 && is_thai(word(at - 1))) out.year = static_cast<int32_t>(token(i).value) + 2500;
    next = i + 1;
    return true;
  }
  return false;
}

// 13 April 2017, 13. apríla 2017, 13 de abril de 2017, 13th of Apr '17, ngày 13 tháng 4 năm 2017
bool DateReader::read_day_first(size_t at, Moment& out, size_t& next) const {
  out.day = static_cast<uint8_t>(token(at).value);
  const size_t name = skip_date_words(at + 1);
  if (const int jalali = is_word(name) ? jalali_month_of_name(word(name)) : 0; jalali != 0) {
    const size_t year = skip_date_words(name + 1);
    if (!is_number(year, 4, 4) || !is_jalali_year(static_cast<int32_t>(token(year).value)) ||
        out.day > 31)
      return false;
    gregorian_from_jalali(static_cast<int32_t>(token(year).value), jalali, out.day, out);
    next = year + 1;
    return true;
  }
  const int month = month_at(name, next);
  if (month == 0) return false;
  out.month = static_cast<uint8_t>(month);
  return year_at(next, out, next) || take_year_hint(out);
}

// Whether a number stands where the day or the year behind a month's name may stand. Asked first:
// nearly every word of a text is no month, and looking its name up costs more.
bool DateReader::has_number_near(size_t at) const {
  constexpr size_t kFurthest =
      8;  // two more for "a/b" or a number's word, four between, the number
  for (size_t i = at + 1; i <= at + kFurthest && i < tokens_.size(); ++i)
    if (tokens_[i].kind == Kind::kNumber) return true;
  return false;
}

// April 13, 2017; Apr. 13th 2017; Apr 13 05:33:00 EDT 2017; April 2017 when the text holds nothing
// else
bool DateReader::read_month_first(size_t at, Moment& out, size_t& next) const {
  const int month = month_at(at, next);
  if (month == 0) return false;
  out.month = static_cast<uint8_t>(month);
  const size_t day = skip_date_words(next);
  if (is_number(day, 4, 4)) {
    out.year = static_cast<int32_t>(token(day).value);
    out.precision = Precision::kMonth;
    next = day + 1;
    return is_all(at, next);
  }
  if (!is_number(day, 1, 2) || token(day).value == 0) return false;
  out.day = static_cast<uint8_t>(token(day).value);
  next = day + 1;
  if (year_at(next, out, next)) return true;
  const Clock clock = read_clock(next);
  if (clock.found && is_number(clock.next, 4, 4)) {
    out.year = static_cast<int32_t>(token(clock.next).value);
    put(clock, out);
    next = clock.next + 1;
    return true;
  }
  return take_year_hint(out);
}

// 20170413, 20170413T053300Z, 20170413053300
bool DateReader::read_compact(size_t at, Moment& out, size_t& next) const {
  const uint8_t digits = token(at).digits;
  if (digits != 8 && digits != 14 && digits != 12) return false;
  const bool has_clock = digits == 8 && (word(at + 1) == "T" || word(at + 1) == "t") &&
                         (is_number(at + 2, 4, 4) || is_number(at + 2, 6, 6));
  if (!has_clock && !is_all(at, at + 1)) return false;
  uint64_t value = token(at).value;
  uint64_t clock_value = has_clock ? token(at + 2).value : 0;
  if (has_clock && token(at + 2).digits == 4) clock_value *= 100;
  if (digits == 14) {
    clock_value = value % 1000000;
    value /= 1000000;
  }
  if (digits == 12) {
    clock_value = value % 10000 * 100;
    value /= 10000;
  }
  out.year = static_cast<int32_t>(value / 10000);
  out.month = static_cast<uint8_t>(value / 100 % 100);
  out.day = static_cast<uint8_t>(value % 100);
  next = at + (has_clock ? 3 : 1);
  if (!has_clock && digits == 8) return true;
  if (clock_value / 10000 > 23 || clock_value / 100 % 100 > 59 || clock_value % 100 > 59)
    return false;
  Clock clock;
  clock.hour = static_cast<uint8_t>(clock_value / 10000);
  clock.minute = static_cast<uint8_t>(clock_value / 100 % 100);
  clock.second = static_cast<uint8_t>(clock_value % 100);
  clock.has_second = digits == 14 || (has_clock && token(at + 2).digits == 6);
  clock.next = next;
  read_zone(next, clock);
  next = clock.next;
  if (!is_calendar_valid(out)) return false;
  put(clock, out);
  return true;
}

// Seconds or milliseconds since 1970, when the caller says that the text may be such a number.
bool DateReader::read_epoch(size_t at, Moment& out, size_t& next) const {
  const uint8_t digits = token(at).digits;
  if (!hints_.allow_epoch || (digits != 10 && digits != 13) || !is_all(at, at + 1)) return false;
  const int64_t seconds =
      static_cast<int64_t>(digits == 13 ? token(at).value / 1000 : token(at).value);
  int month = 0, day = 0;
  civil_from_days(seconds / 86400, out.year, month, day);
  out.month = static_cast<uint8_t>(month);
  out.day = static_cast<uint8_t>(day);
  out.hour = static_cast<uint8_t>(seconds % 86400 / 3600);
  out.minute = static_cast<uint8_t>(seconds % 3600 / 60);
  out.second = static_cast<uint8_t>(seconds % 60);
  out.precision = Precision::kSecond;
  out.zone_source = ZoneSource::kExplicit;
  next = at + 1;
  return true;
}

Moment DateReader::next_moment(size_t& at) {
  Clock before;  // a time of day that waits for its date
  while (at < tokens_.size()) {
    Moment moment;
    size_t next = at + 1;
    if (read_date(at, moment, next)) {
      size_t first = at;
      size_t last = next;
      if (moment.precision == Precision::kDay) {
        const Clock after = clock_after(next);
        if (before.found && is_joined(before.next, at)) {
          put(before, moment);
          first = before.begin;
        } else if (after.found) {
          put(after, moment);
          last = after.next;
        }
      }
      moment.begin = token(first).begin;
      moment.end = token(last - 1).end;
      at = last;
      return moment;
    }
    if (const Clock clock = read_clock(at); clock.found) {
      // "0913 GMT (1713 HKT)": the second time is the same moment elsewhere.
      const bool repeats =
          before.found && is_mark(clock.begin - 1, '(') && clock.begin == before.next + 1;
      const size_t end = clock.next + (repeats && is_mark(clock.next, ')') ? 1 : 0);
      if (!repeats) before = clock;
      before.next = end;
      at = end;
      continue;
    }
    ++at;
  }
  return {};
}

Moment parse_when(std::string_view text, const DateHints& hints) {
  text = utf8_prefix(text, kMostBytes);
  if (!holds_digit(text)) return {};
  DateReader reader(text, hints);
  size_t at = 0;
  return reader.next_moment(at);
}

bool is_whole_day(std::string_view text, const DateHints& hints) {
  const Moment moment = parse_when(text, hints);
  return moment.precision >= Precision::kDay && moment.begin == 0 && moment.end == text.size();
}

std::vector<Moment> find_dates(std::string_view text, const DateHints& hints) {
  if (!holds_digit(text)) return {};
  DateReader reader(text, hints);
  std::vector<Moment> moments;
  size_t at = 0;
  while (at < reader.size()) {
    const Moment moment = reader.next_moment(at);
    if (!moment.is_absent()) moments.push_back(moment);
  }
  return moments;
}

namespace {

// The number of one or two digits that ends before `end`, or starts at `begin`; 0 when there is
// none or more digits.
uint32_t number_before(std::string_view text, size_t end) {
  size_t begin = end;
  while (begin > 0 && end - begin < 3 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
  if (end - begin < 1 || end - begin > 2) return 0;
  if (begin > 0 && (text[begin - 1] == '/' || text[begin - 1] == '.')) return 0;
  uint32_t value = 0;
  for (size_t at = begin; at < end; ++at)
    value = value * 10 + static_cast<uint32_t>(text[at] - '0');
  return value;
}

}  // namespace

void count_orders(std::string_view text, uint32_t& day_first, uint32_t& month_first) {
  for (size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    const size_t stroke = text.substr(at + 1, 3).find('/');
    if (stroke == std::string_view::npos) continue;
    const size_t year = at + 1 + stroke + 1;
    size_t end = year;
    while (end < text.size() && end - year < 5 && text[end] >= '0' && text[end] <= '9') ++end;
    if (end - year != 2 && end - year != 4) continue;
    const uint32_t first = number_before(text, at);
    const uint32_t second = number_before(text.substr(at + 1), stroke);
    if (first == 0 || second == 0 || first > 31 || second > 31) continue;
    day_first += first > 12 && second <= 12;
    month_first += second > 12 && first <= 12;
  }
}

}  // namespace copydesk
