// when_zones.h: calendar arithmetic and zone abbreviations. Inner header of text/.
#pragma once

#include <cstdint>

#include "text/when.h"

namespace copydesk {

bool is_leap_year(int32_t year);
int days_in_month(int32_t year, int month);
/// Days since 1970-01-01. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
int64_t days_from_civil(int32_t year, int month, int day);
void civil_from_days(int64_t days, int32_t& year, int& month, int& day);
/// 0 is Sunday.
int weekday(int32_t year, int month, int day);
/// Whether `local` exists: year 1800..2200, day within its month, hour below 24.
bool is_calendar_valid(const Moment& local);
/// A day of the Solar Hijri calendar as a Gregorian one.
void gregorian_from_jalali(int32_t jalali_year, int month, int day, Moment& out);

/// Whether an abbreviation can mean this offset on that day.
bool is_zone_meaning(std::string_view abbreviation, const Moment& local, int16_t minutes);

}  // namespace copydesk
