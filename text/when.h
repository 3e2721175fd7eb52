// when.h: dates and times as pages write them into moments, never more precise than the text
// proves. Reads ISO 8601, RFC 2822, numbers, month names of about 45 languages, Chinese, Japanese
// and Korean forms, native digits. "5 hours ago" is no moment: what a saved page proves is
// absolute.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

enum class Precision : uint8_t { kNone, kYear, kMonth, kDay, kMinute, kSecond };
enum class ZoneSource : uint8_t { kNone, kExplicit, kMetadata, kPlace, kPublisher };
std::string_view precision_name(Precision precision);  // "day", ...; empty for kNone
std::string_view zone_source_name(ZoneSource source);  // "explicit", ...; empty for kNone

/// A point in time on the proleptic Gregorian calendar, as precise as it is proven.
struct Moment {
  int32_t year = 0;
  uint8_t month = 0, day = 0, hour = 0, minute = 0, second = 0;
  Precision precision = Precision::kNone;
  ZoneSource zone_source = ZoneSource::kNone;  // kNone: the offset is not known
  int16_t offset_minutes = 0;                  // east of UTC
  uint32_t begin = 0, end = 0;                 // bytes of the text it was read from
  bool is_absent() const { return precision == Precision::kNone; }
  bool has_time() const { return precision >= Precision::kMinute; }
  bool has_offset() const { return zone_source != ZoneSource::kNone; }
};

inline constexpr int16_t kNoOffset = INT16_MIN;

/// Which number of "3/4/2017" is the day.
enum class NumberOrder : uint8_t { kUnknown, kDayFirst, kMonthFirst };

/// What is known about the page a date stands on. All may be empty.
struct DateHints {
  std::string_view language;  // ISO 639-1, or a BCP 47 tag: "en", "en-US"
  std::string_view region;    // ISO 3166 alpha-2, upper case: settles 3/4/2017, IST, CST
  int32_t year = 0;           // taken for "March 18" without a year; 0: such a date is left out
  int16_t known_offset = kNoOffset;           // an offset the page declares: settles IST, BST, CST
  NumberOrder order = NumberOrder::kUnknown;  // as other dates of the page prove it
  bool allow_epoch = false;  // ten or thirteen digits are seconds or milliseconds since 1970
};

/// Whether `text` is a zone abbreviation of the table, ambiguous ones included.
bool is_zone_name(std::string_view text);

/// Whether a digit of any script stands in a text: no date is without.
bool holds_digit(std::string_view text);

/// The first moment in `text`, its time of day and zone included; absent when there is none.
/// Numeric dates whose order is not settled by region, language or value are read day first.
/// Cost: linear, one allocation. Threads: safe. Example: parse_when("13. April 2017 um 05:33 Uhr")
/// gives 2017-04-13T05:33.
Moment parse_when(std::string_view text, const DateHints& hints = {});

/// Whether all of `text` is a day, with a time of day or without.
bool is_whole_day(std::string_view text, const DateHints& hints = {});

/// All moments of a text in order, their ranges not overlapping.
std::vector<Moment> find_dates(std::string_view text, const DateHints& hints = {});

/// Counts the dates of `text` that are written "25/12/2017" (`day_first`) or "12/25/2017"
/// (`month_first`) and can mean nothing else.
/// Cost: linear in the strokes of the text, no allocation. Threads: safe.
void count_orders(std::string_view text, uint32_t& day_first, uint32_t& month_first);

/// ISO 8601 to the moment's precision: 2017, 2017-04, 2017-04-13, 2017-04-13T05:33,
/// 2017-04-13T05:33:00-04:00. With an offset the seconds are always written.
std::string iso_time(const Moment& moment);

/// The same in UTC, to the second: 2017-04-13T09:33:00Z; empty for a moment without an offset or a
/// second.
std::string utc_time(const Moment& moment);

/// Seconds since 1970 in UTC (local time taken as UTC without an offset).
int64_t epoch_seconds(const Moment& moment);

/// Whether a word is a weekday's name in any of the languages, whole or shortened: "Thu",
/// "Donnerstag".
bool is_weekday_name(std::string_view word);

/// The offset of a zone abbreviation on a day, in minutes; false when it is unknown or ambiguous
/// without `region`.
bool zone_offset(std::string_view abbreviation, const Moment& local, std::string_view region,
                 int16_t& minutes);

/// The offset that newsrooms writing in a language keep on a day, in minutes; false where they lie
/// in several zones, as those of English, French and Arabic do, or where the zone has changed
/// since. Cost: some 70 comparisons. Example: "de" on 2017-04-13 gives 120.
bool offset_of_language(std::string_view language, const Moment& local, int16_t& minutes);

}  // namespace copydesk
