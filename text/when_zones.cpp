// when_zones.cpp: calendar arithmetic, ISO 8601 out, and what zone abbreviations mean on a given
// day. Method: offsets from the tz database; a name such as "ET", "EST" or "CET" is read as the
// civil time of its region on that day, since pages print the winter name all year. Names with
// several meanings need the page's region. Not here: finding zones in text (when.cpp).
#include "text/when_zones.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "text/words.h"

namespace copydesk {
namespace {

enum class Rule : uint8_t { kNone, kUnitedStates, kEurope, kAustralia, kNewZealand, kIsrael };

struct Zone {
  std::string_view name;
  int16_t minutes;  // winter offset where `rule` is set
  Rule rule;
  std::string_view regions;  // where this is the meaning; empty: everywhere
};

// The zone of the newsrooms that write in a language, with the region that settles its name.
struct LanguageZone {
  std::string_view languages;  // ISO 639-1, with a space behind each
  std::string_view zone;
  std::string_view region;
  int32_t first_year = 1996;  // since when it is kept
};

// Not here, for their newsrooms lie in several zones: English, Spanish, Portuguese, French, Arabic,
// Russian, Persian, Bengali, Urdu. Of 134 clocks without a zone in the dumps of 2,900 labelled
// pages, whose HTML tells that minute with an offset, 123 are that moment, seven pages declare
// their local time as UTC, and four are wrong (one of them from Greenland).
constexpr LanguageZone kLanguageZones[] = {
    {"bs ca cs da de eu gl hr hu it lb mk mt nb nl nn no pl sk sl sq sr sv ", "CET", ""},
    {"bg el et fi lt lv ro uk ", "EET", ""},
    {"is ", "GMT", ""},
    {"cy ga ", "WET", ""},
    {"ja ", "JST", ""},
    {"ko ", "KST", ""},
    {"zh ", "CST", "CN"},
    {"ms ", "MYT", ""},
    {"fil tl ", "PHT", ""},
    {"id ", "WIB", ""},
    {"km lo th vi ", "ICT", ""},
    {"as gu hi kn ml mr or pa ta te ", "IST", "IN"},
    {"si ", "IST", "LK", 2007},
    {"ne ", "NPT", ""},
    {"he iw ", "IST", "IL", 2013},
    {"tr ", "TRT", "", 2017},
    {"sw ", "EAT", ""},
    {"af st tn xh zu ", "SAST", ""}};

// A name may stand more than once, with regions then.
constexpr Zone kZones[] = {{"UTC", 0, Rule::kNone, ""},
                           {"GMT", 0, Rule::kNone, ""},
                           {"Z", 0, Rule::kNone, ""},
                           {"UT", 0, Rule::kNone, ""},
                           {"WET", 0, Rule::kEurope, ""},
                           {"WEST", 60, Rule::kNone, ""},
                           {"CET", 60, Rule::kEurope, ""},
                           {"CEST", 120, Rule::kNone, ""},
                           {"MEZ", 60, Rule::kEurope, ""},
                           {"MESZ", 120, Rule::kNone, ""},
                           {"EET", 120, Rule::kEurope, ""},
                           {"EEST", 180, Rule::kNone, ""},
                           {"MSK", 180, Rule::kNone, ""},
                           {"МСК", 180, Rule::kNone, ""},
                           {"мск", 180, Rule::kNone, ""},
                           {"TRT", 180, Rule::kNone, ""},
                           {"JST", 540, Rule::kNone, ""},
                           {"KST", 540, Rule::kNone, ""},
                           {"HKT", 480, Rule::kNone, ""},
                           {"SGT", 480, Rule::kNone, ""},
                           {"MYT", 480, Rule::kNone, ""},
                           {"PHT", 480, Rule::kNone, ""},
                           {"WIB", 420, Rule::kNone, ""},
                           {"WITA", 480, Rule::kNone, ""},
                           {"ICT", 420, Rule::kNone, ""},
                           {"PKT", 300, Rule::kNone, ""},
                           {"NPT", 345, Rule::kNone, ""},
                           {"EAT", 180, Rule::kNone, ""},
                           {"CAT", 120, Rule::kNone, ""},
                           {"SAST", 120, Rule::kNone, ""},
                           {"WAT", 60, Rule::kNone, ""},
                           {"AEST", 600, Rule::kAustralia, ""},
                           {"AEDT", 660, Rule::kNone, ""},
                           {"ACST", 570, Rule::kAustralia, ""},
                           {"ACDT", 630, Rule::kNone, ""},
                           {"AWST", 480, Rule::kNone, ""},
                           {"NZST", 720, Rule::kNewZealand, ""},
                           {"NZDT", 780, Rule::kNone, ""},
                           {"BRT", -180, Rule::kNone, ""},
                           {"ART", -180, Rule::kNone, ""},
                           {"ET", -300, Rule::kUnitedStates, ""},
                           {"EDT", -240, Rule::kNone, ""},
                           {"EST", -300, Rule::kUnitedStates, "! AU"},
                           {"EST", 600, Rule::kAustralia, "AU"},
                           {"CT", -360, Rule::kUnitedStates, ""},
                           {"CDT", -300, Rule::kNone, ""},
                           {"CST", -360, Rule::kUnitedStates, "US CA"},
                           {"CST", 480, Rule::kNone, "CN TW"},
                           {"CST", -360, Rule::kNone, "MX"},
                           {"MT", -420, Rule::kUnitedStates, ""},
                           {"MDT", -360, Rule::kNone, ""},
                           {"MST", -420, Rule::kUnitedStates, "US CA"},
                           {"PT", -480, Rule::kUnitedStates, ""},
                           {"PDT", -420, Rule::kNone, ""},
                           {"PST", -480, Rule::kUnitedStates, "! PH"},
                           {"PST", 480, Rule::kNone, "PH"},
                           {"AKST", -540, Rule::kUnitedStates, ""},
                           {"AKDT", -480, Rule::kNone, ""},
                           {"HST", -600, Rule::kNone, ""},
                           {"NST", -210, Rule::kUnitedStates, "CA"},
                           {"ADT", -180, Rule::kNone, "CA"},
                           {"AST", -240, Rule::kUnitedStates, "CA PR"},
                           {"AST", 180, Rule::kNone, "SA QA KW BH YE IQ"},
                           {"IST", 330, Rule::kNone, "IN LK"},
                           {"IST", 120, Rule::kIsrael, "IL"},
                           {"IST", 60, Rule::kNone, "IE"},
                           {"IDT", 180, Rule::kNone, ""},
                           {"BST", 60, Rule::kNone, "GB IE"},
                           {"BST", 360, Rule::kNone, "BD"},
                           {"GST", 240, Rule::kNone, "AE OM"}};

bool is_region_listed(std::string_view regions, std::string_view region) {
  if (regions.empty()) return true;
  const bool except = regions[0] == '!';
  const bool found = region.size() == 2 && regions.find(region) != std::string_view::npos;
  return except ? !found : found;
}

// Day of the month of the n-th Sunday (n from 1; 0: the last one).
int sunday_of(int32_t year, int month, int n) {
  if (n == 0) {
    const int last = days_in_month(year, month);
    return last - weekday(year, month, last);
  }
  return 1 + (7 - weekday(year, month, 1)) % 7 + 7 * (n - 1);
}

// Whether a local time lies between two days of one year, changes at `hour`.
bool is_between(const Moment& t, int from_month, int from_day, int to_month, int to_day, int hour) {
  const int key = (t.month * 32 + t.day) * 24 + t.hour;
  return key >= (from_month * 32 + from_day) * 24 + hour &&
         key < (to_month * 32 + to_day) * 24 + hour;
}

bool is_summer(const Moment& t, Rule rule) {
  switch (rule) {
    case Rule::kUnitedStates:
      if (t.year >= 2007)
        return is_between(t, 3, sunday_of(t.year, 3, 2), 11, sunday_of(t.year, 11, 1), 2);
      return is_between(t, 4, sunday_of(t.year, 4, 1), 10, sunday_of(t.year, 10, 0), 2);
    case Rule::kEurope:
      return is_between(t, 3, sunday_of(t.year, 3, 0), 10, sunday_of(t.year, 10, 0), 2);
    case Rule::kIsrael:
      return is_between(t, 3, sunday_of(t.year, 3, 0) - 2, 10, sunday_of(t.year, 10, 0), 2);
    case Rule::kAustralia:
      return !is_between(t, 4, sunday_of(t.year, 4, 1), 10, sunday_of(t.year, 10, 1), 2);
    case Rule::kNewZealand:
      return !is_between(t, 4, sunday_of(t.year, 4, 1), 9, sunday_of(t.year, 9, 0), 2);
    case Rule::kNone:
      return false;
  }
  return false;
}

}  // namespace

bool is_leap_year(int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in_month(int32_t year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

int64_t days_from_civil(int32_t year, int month, int day) {
  const int64_t y = month <= 2 ? year - 1 : year;
  const int64_t era = (y >= 0 ? y : y - 399) / 400;
  const int64_t year_of_era = y - era * 400;
  const int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719468;
}

void civil_from_days(int64_t days, int32_t& year, int& month, int& day) {
  days += 719468;
  const int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const int64_t day_of_era = days - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted = (5 * day_of_year + 2) / 153;
  day = static_cast<int>(day_of_year - (153 * shifted + 2) / 5 + 1);
  month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
  year = static_cast<int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
}

int weekday(int32_t year, int month, int day) {
  const int64_t days = days_from_civil(year, month, day) + 4;
  return static_cast<int>(((days % 7) + 7) % 7);
}

bool is_calendar_valid(const Moment& local) {
  if (local.year < 1800 || local.year > 2200) return false;
  if (local.precision >= Precision::kMonth && (local.month < 1 || local.month > 12)) return false;
  if (local.precision >= Precision::kDay &&
      (local.day < 1 || local.day > days_in_month(local.year, local.month)))
    return false;
  return local.hour < 24 && local.minute < 60 && local.second < 60;
}

void gregorian_from_jalali(int32_t jalali_year, int month, int day, Moment& out) {
  // Method: the 33-year rule, right for 1244..1531. Farvardin 1 of 1300 is 1921-03-21.
  const int64_t years = jalali_year - 979;
  int64_t days = 365 * years + years / 33 * 8 + (years % 33 + 3) / 4;
  days += month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  days += day - 1;
  // 0979-01-01 of that calendar is 1600-03-20.
  int m = 0, d = 0;
  civil_from_days(days + days_from_civil(1600, 3, 20), out.year, m, d);
  out.month = static_cast<uint8_t>(m);
  out.day = static_cast<uint8_t>(d);
}

bool zone_offset(std::string_view abbreviation, const Moment& local, std::string_view region,
                 int16_t& minutes) {
  for (const Zone& zone : kZones) {
    if (zone.name != abbreviation || !is_region_listed(zone.regions, region)) continue;
    const bool summer = local.precision >= Precision::kDay && is_summer(local, zone.rule);
    minutes = static_cast<int16_t>(zone.minutes + (summer ? 60 : 0));
    return true;
  }
  return false;
}

bool offset_of_language(std::string_view language, const Moment& local, int16_t& minutes) {
  const std::string code = std::string(language.substr(0, language.find('-'))) + ' ';
  if (code.size() < 3) return false;
  for (const LanguageZone& zone : kLanguageZones) {
    const size_t at = zone.languages.find(code);
    if (at == std::string_view::npos || (at > 0 && zone.languages[at - 1] != ' ')) continue;
    return local.year >= zone.first_year && zone_offset(zone.zone, local, zone.region, minutes);
  }
  return false;
}

bool is_zone_meaning(std::string_view abbreviation, const Moment& local, int16_t minutes) {
  for (const Zone& zone : kZones) {
    if (zone.name != abbreviation) continue;
    const bool summer = local.precision >= Precision::kDay && is_summer(local, zone.rule);
    if (zone.minutes + (summer ? 60 : 0) == minutes) return true;
  }
  return false;
}

bool is_zone_name(std::string_view text) {
  for (const Zone& zone : kZones)
    if (zone.name == text) return true;
  return false;
}

int64_t epoch_seconds(const Moment& moment) {
  const int month = moment.month == 0 ? 1 : moment.month;
  const int day = moment.day == 0 ? 1 : moment.day;
  return days_from_civil(moment.year, month, day) * 86400 + moment.hour * 3600 +
         moment.minute * 60 + moment.second - moment.offset_minutes * 60;
}

std::string iso_time(const Moment& m) {
  std::string out;
  if (m.is_absent()) return out;
  auto end = std::back_inserter(out);
  fmt::format_to(end, "{:04}", m.year);
  if (m.precision >= Precision::kMonth) fmt::format_to(end, "-{:02}", m.month);
  if (m.precision >= Precision::kDay) fmt::format_to(end, "-{:02}", m.day);
  if (!m.has_time()) return out;
  fmt::format_to(end, "T{:02}:{:02}", m.hour, m.minute);
  if (m.precision == Precision::kSecond || m.has_offset()) fmt::format_to(end, ":{:02}", m.second);
  if (!m.has_offset()) return out;
  const int minutes = m.offset_minutes < 0 ? -m.offset_minutes : m.offset_minutes;
  fmt::format_to(end, "{}{:02}:{:02}", m.offset_minutes < 0 ? '-' : '+', minutes / 60,
                 minutes % 60);
  return out;
}

std::string utc_time(const Moment& moment) {
  if (moment.precision != Precision::kSecond || !moment.has_offset()) return {};
  const std::time_t seconds = static_cast<std::time_t>(epoch_seconds(moment));
  std::tm parts{};
  char room[32];
  if (::gmtime_r(&seconds, &parts) == nullptr) return {};
  return {room, std::strftime(room, sizeof room, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string_view precision_name(Precision precision) {
  switch (precision) {
    case Precision::kNone:
      return "";
    case Precision::kYear:
      return "year";
    case Precision::kMonth:
      return "month";
    case Precision::kDay:
      return "day";
    case Precision::kMinute:
      return "minute";
    case Precision::kSecond:
      return "second";
  }
  return "";
}

std::string_view zone_source_name(ZoneSource source) {
  switch (source) {
    case ZoneSource::kNone:
      return "";
    case ZoneSource::kExplicit:
      return "explicit";
    case ZoneSource::kMetadata:
      return "metadata";
    case ZoneSource::kPlace:
      return "place";
    case ZoneSource::kPublisher:
      return "publisher";
  }
  return "";
}

}  // namespace copydesk
