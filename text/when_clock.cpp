// when_clock.cpp: tokens into a time of day and its zone.
// Method: hours with ":", "h", "." or Han marks, am and pm in several languages, then an offset or
// the name of a zone. Not here: dates (when.cpp), what a zone's name means (when_zones.cpp).
#include "base/base.h"
#include "text/when_reader.h"
#include "text/when_zones.h"

namespace copydesk {
namespace {

constexpr std::string_view kTimeConnectors[] = {
    "a",    "a las", "alle",    "around",  "as",   "at",     "d",   "di",    "dne",   "e",
    "g",    "gada",  "godz",    "h",       "h.",   "in",     "jam", "k",     "kell",  "kello",
    "kl",   "klo",   "klockan", "klukkan", "la",   "las",    "los", "lúc",   "m",     "o",
    "ob",   "om",    "ora",     "orari",   "ore",  "os",     "pe",  "plkst", "pukul", "r",
    "saat", "the",   "u",       "um",      "v",    "ve",     "y",   "às",    "à",     "în",
    "στις", "в",     "во",      "г",       "год",  "года",   "о",   "об",    "р",     "року",
    "у",    "ч",     "час",     "بتوقيت",  "ساعت", "الساعة", "في",  "على",   "م",     "בשעה",
    "को",   "পর",    "เวลา",    "น"};
}  // namespace

using Kind = DateToken::Kind;

// 上午, 下午, 午前, 午後, 오전, 오후 before the hour; half: 0 none, 1 am, 2 pm.
bool DateReader::read_half_before(size_t& at, int& half) const {
  constexpr char32_t kFirstIdeograph = 0x4E00;
  if (token(at).mark < kFirstIdeograph) return false;
  for (std::string_view am : {"上午", "午前", "오전", "凌晨", "早上"})
    if (starts_with(at, am)) half = 1;
  for (std::string_view pm : {"下午", "午後", "오후", "晚上", "傍晚"})
    if (starts_with(at, pm)) half = 2;
  if (half == 0) return false;
  at += token(at).mark >= 0xAC00 ? 1 : 2;
  return true;
}

// am, a.m., a. m., PM, π.μ., ص behind the time.
bool DateReader::read_half_after(size_t& at, int& half) const {
  if (!is_word(at)) return false;
  const std::string_view name = word(at);
  const bool german = starts_with_ignoring_case(hints_.language, "de");
  if (!german &&
      (equals_ignoring_case(name, "am") || name == "SA" || name == "ص" || name == "صباحا"))
    half = 1;
  if (equals_ignoring_case(name, "pm") || name == "CH" || name == "مساء") half = 2;
  if (half != 0) {
    ++at;
    return true;
  }
  const bool greek_am = name == "π", greek_pm = name == "μ";
  if (!equals_ignoring_case(name, "a") && !equals_ignoring_case(name, "p") && !greek_am &&
      !greek_pm)
    return false;
  if (!is_mark(at + 1, '.') || !(equals_ignoring_case(word(at + 2), "m") || word(at + 2) == "μ"))
    return false;
  half = equals_ignoring_case(name, "a") || greek_am ? 1 : 2;
  at += is_mark(at + 3, '.') ? 4 : 3;
  return true;
}

// Minutes and seconds behind ":"; at is the token behind the hour.
bool DateReader::read_minutes(size_t at, Clock& out) const {
  const bool colon = is_mark(at, ':') || is_mark(at, 0xFF1A);
  const bool letter = equals_ignoring_case(word(at), "h") || starts_with(at, "時") ||
                      starts_with(at, "时") || starts_with(at, "点") || starts_with(at, "點") ||
                      starts_with(at, "시");
  if ((!colon && !letter) || !is_number(at + 1, 2, 2) || token(at + 1).value > 59) return false;
  if (colon && (token(at).space_before != token(at + 1).space_before)) return false;
  out.minute = static_cast<uint8_t>(token(at + 1).value);
  out.next = at + 2;
  if (letter && (starts_with(out.next, "分") || starts_with(out.next, "분"))) ++out.next;
  if (!colon || !is_mark(out.next, ':') || !is_number(out.next + 1, 2, 2)) return true;
  if (token(out.next + 1).value > 60) return true;
  out.second = static_cast<uint8_t>(std::min<uint64_t>(token(out.next + 1).value, 59));
  out.has_second = true;
  out.next += 2;
  if (is_one_of(out.next, U".,") && token(out.next + 1).kind == Kind::kNumber &&
      !token(out.next).space_before && !token(out.next + 1).space_before)
    out.next += 2;
  return true;
}

// Whether "13.05" is a time of day: a word for the clock stands before or behind it, or the
// language writes it so.
bool DateReader::is_dotted_context(size_t at) const {
  static constexpr std::string_view kBefore[] = {"kl",      "klo",  "kello", "kell",  "klokken",
                                                 "klockan", "alle", "ore",   "pukul", "jam",
                                                 "at",      "godz", "um",    "ob",    "plkst"};
  static constexpr std::string_view kBehind[] = {"Uhr", "WIB", "WITA", "hrs", "h",
                                                 "am",  "pm",  "uur",  "óra"};
  size_t before = at;
  while (before > 0 && is_one_of(before - 1, U".:")) --before;
  if (before > 0 && is_word(before - 1) && is_among(kBefore, word(before - 1))) return true;
  int half = 0;
  size_t behind = at + 3;
  if (is_word(behind) && (is_among(kBehind, word(behind)) || read_half_after(behind, half)))
    return true;
  static constexpr std::string_view kLanguages[] = {"fi", "da", "id", "it", "no",
                                                    "nb", "nn", "sv", "et", "is"};
  return hints_.language.size() >= 2 && is_among(kLanguages, hints_.language.substr(0, 2)) &&
         at > 0 && !is_mark(at + 3, '.');
}

bool DateReader::read_dotted(size_t at, Clock& out) const {
  if (!is_mark(at + 1, '.') || !is_number(at + 2, 2, 2) || token(at + 2).value > 59) return false;
  if (token(at + 1).space_before || token(at + 2).space_before || !is_dotted_context(at))
    return false;
  out.minute = static_cast<uint8_t>(token(at + 2).value);
  out.next = at + 3;
  return true;
}

// Hours, minutes, seconds and the half of the day.
bool DateReader::read_hours(size_t at, Clock& out) const {
  int half = 0;
  const bool marked = read_half_before(at, half);
  if (is_number(at, 4, 4) && token(at).value / 100 < 24 && token(at).value % 100 < 60) {
    const bool clocked = is_zone_name(word(at + 1)) || equals_ignoring_case(word(at + 1), "hrs");
    if (!clocked) return false;
    out.hour = static_cast<uint8_t>(token(at).value / 100);
    out.minute = static_cast<uint8_t>(token(at).value % 100);
    out.next = at + 1;
    return true;
  }
  if (!is_number(at, 1, 2) || token(at).value > 23) return false;
  out.hour = static_cast<uint8_t>(token(at).value);
  out.next = at + 1;
  const bool has_minutes = read_minutes(at + 1, out) || read_dotted(at, out);
  const bool has_half = marked || read_half_after(out.next, half);
  if (!has_minutes && !has_half) return false;
  if (!has_minutes && marked && !starts_with(at + 1, "時") && !starts_with(at + 1, "点") &&
      !starts_with(at + 1, "시"))
    return false;
  if (half == 2 && out.hour < 12) out.hour = static_cast<uint8_t>(out.hour + 12);
  if (half == 1 && out.hour == 12) out.hour = 0;
  out.has_half = has_half;
  return true;
}

namespace {

// Whether what stands behind a dash is the end of a span of hours, "10:00-11:30 Uhr": a word says
// so, or no zone has ever been so far behind.
bool is_end_of_span(int hours, int minutes, std::string_view behind) {
  for (const std::string_view unit : {"uhr", "h", "am", "pm"})
    if (equals_ignoring_case(behind, unit)) return true;
  constexpr int kFarthestHalf = 9;
  return minutes != 0 && hours > kFarthestHalf;
}

}  // namespace

// +02:00, -0400, +5; a sign with space before it needs four digits, or it is a dash.
bool DateReader::read_offset(size_t at, Clock& out) const {
  const bool plus = is_mark(at, '+');
  if (!plus && !is_mark(at, '-') && !is_mark(at, 0x2212)) return false;
  const DateToken& number = token(at + 1);
  if (number.kind != Kind::kNumber || number.space_before || number.digits > 4 ||
      number.digits == 3)
    return false;
  if (token(at).space_before && number.digits != 4 && !(plus && is_mark(at + 2, ':'))) return false;
  int hours = static_cast<int>(number.value), minutes = 0;
  size_t next = at + 2;
  if (number.digits == 4) {
    minutes = hours % 100;
    hours /= 100;
  } else if (is_mark(next, ':') && is_number(next + 1, 2, 2)) {
    minutes = static_cast<int>(token(next + 1).value);
    next += 2;
  }
  if (hours > 14 || minutes > 59) return false;
  if (!plus && is_end_of_span(hours, minutes, word(next))) return false;
  out.offset_minutes = static_cast<int16_t>((hours * 60 + minutes) * (plus ? 1 : -1));
  out.has_offset = true;
  out.next = next;
  return true;
}

// "Eastern Time", "Pacific Daylight Time".
bool DateReader::read_zone_words(size_t at, Clock& out) const {
  struct Pair {
    std::string_view name, zone;
  };
  static constexpr Pair kPairs[] = {
      {"eastern", "ET"}, {"central", "CT"}, {"mountain", "MT"}, {"pacific", "PT"}};
  for (const Pair& pair : kPairs) {
    if (!equals_ignoring_case(word(at), pair.name)) continue;
    size_t next = at + 1;
    if (equals_ignoring_case(word(next), "standard") ||
        equals_ignoring_case(word(next), "daylight"))
      ++next;
    if (!equals_ignoring_case(word(next), "time")) return false;
    out.zone = pair.zone;
    out.next = next + 1;
    return true;
  }
  return false;
}

// The zone behind a time, with "Uhr" or a bracket before it; leaves `out` alone when there is none.
void DateReader::read_zone(size_t at, Clock& out) const {
  if (is_mark(at, '.') && is_one_of(at + 1, U"(")) ++at;
  for (std::string_view filler : {"Uhr", "uhr", "hrs", "uur", "น", "h", "Hrs"})
    if (word(at) == filler) out.next = ++at;
  const bool bracket = is_mark(at, '(');
  if (bracket) ++at;
  const size_t before = out.next;
  if (read_offset(at, out)) {
    // taken
  } else if (is_word(at) && is_zone_name(word(at))) {
    const std::string_view name = word(at);
    out.next = at + 1;
    const bool universal = name == "GMT" || name == "UTC";
    if (!universal || token(at + 1).space_before || !read_offset(at + 1, out)) out.zone = name;
  } else if (!read_zone_words(at, out)) {
    return;
  }
  if (bracket && is_mark(out.next, ')')) ++out.next;
  if (bracket && out.next < before) out.next = before;
}

Clock DateReader::read_clock(size_t at) const {
  Clock clock;
  clock.begin = at;
  if (!read_hours(at, clock)) return {};
  clock.found = true;
  read_zone(clock.next, clock);
  return clock;
}

// Whether only connecting words and marks stand in tokens [begin, end).
bool DateReader::is_joined(size_t begin, size_t end) const {
  for (size_t i = begin; i < end; ++i) {
    if (token(i).kind == Kind::kNumber) return false;
    if (is_word(i) && !is_among(kTimeConnectors, word(i)) && !is_weekday_name(word(i)))
      return false;
  }
  return true;
}

// The time of day behind a date that ends before token `at`.
Clock DateReader::clock_after(size_t at) const {
  constexpr size_t kMostBetween = 7;
  if (equals_ignoring_case(word(at), "t")) return read_clock(at + 1);
  for (size_t i = at; i < at + kMostBetween && i < tokens_.size(); ++i) {
    if (const Clock clock = read_clock(i); clock.found) return clock;
    if (!is_joined(i, i + 1)) {
      // Han weekday in brackets, "（木）" or "星期四", and 요일.
      if (is_word(i) && token(i).mark >= 0x3000) continue;
      return {};
    }
  }
  return {};
}

namespace {

/// "10:42 PM CST" on a page in English whose country is not known: clocks of twelve hours with a
/// zone behind them are those of the United States.
std::string_view country_of(const Clock& clock, const DateHints& hints) {
  const bool is_open = hints.region.empty() && clock.has_half && hints.known_offset == kNoOffset;
  const bool is_american = clock.zone == "CST" || clock.zone == "MST";
  const bool may_be_english =
      hints.language.empty() || starts_with_ignoring_case(hints.language, "en");
  return is_open && is_american && may_be_english ? "US" : hints.region;
}

}  // namespace

void DateReader::put(const Clock& clock, Moment& out) const {
  out.hour = clock.hour;
  out.minute = clock.minute;
  out.second = clock.second;
  out.precision = clock.has_second ? Precision::kSecond : Precision::kMinute;
  int16_t minutes = clock.offset_minutes;
  if (clock.has_offset) {
    out.zone_source = ZoneSource::kExplicit;
  } else if (clock.zone.empty()) {
    return;
  } else if (zone_offset(clock.zone, out, "", minutes)) {
    out.zone_source = ZoneSource::kExplicit;
  } else if (zone_offset(clock.zone, out, country_of(clock, hints_), minutes)) {
    out.zone_source = ZoneSource::kPlace;
  } else if (hints_.known_offset != kNoOffset &&
             is_zone_meaning(clock.zone, out, hints_.known_offset)) {
    minutes = hints_.known_offset;
    out.zone_source = ZoneSource::kMetadata;
  } else {
    return;
  }
  out.offset_minutes = minutes;
}

}  // namespace copydesk
