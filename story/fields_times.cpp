// fields_times.cpp: published and modified, with the zone that the page proves.
// Method: the best candidate is completed (time of day, zone) by others that mean the same day or
// the same moment. Not here: the candidates (fields_dates.cpp), reading a date (text/when.cpp).
#include <algorithm>
#include <cstdlib>

#include "story/fields_times.h"

namespace copydesk {
namespace {

bool same_day(const Moment& a, const Moment& b) {
  return a.year == b.year && a.month == b.month && a.day == b.day;
}

// Seconds between two moments; those without an offset are compared by their local time.
int64_t distance(const Moment& a, const Moment& b) {
  if (a.has_offset() != b.has_offset()) {
    Moment x = a, y = b;
    x.offset_minutes = y.offset_minutes = 0;
    return std::llabs(epoch_seconds(x) - epoch_seconds(y));
  }
  return std::llabs(epoch_seconds(a) - epoch_seconds(b));
}

bool is_visible(const TimeClaim& time) {
  return time.origin == Origin::kVisible || time.origin == Origin::kText;
}

// Takes the time of day or the zone that `best` lacks from claims that mean the same.
void complete(TimeClaim& best, const std::vector<TimeClaim>& times) {
  constexpr int64_t kMinuteSeconds = 90;
  for (const TimeClaim& other : times) {
    if (best.moment.has_time() || !other.moment.has_time()) continue;
    if (other.is_modified == best.is_modified && same_day(best.moment, other.moment)) best = other;
  }
  if (!best.moment.has_time() || best.moment.has_offset()) return;
  for (const TimeClaim& other : times) {
    // "6:33" is shown, and "18:33-06:00" written into the element.
    if (!is_visible(best) || !other.is_element || other.is_modified != best.is_modified) continue;
    if (!other.moment.has_offset() || !same_day(best.moment, other.moment)) continue;
    best = other;
    return;
  }
  for (const TimeClaim& other : times) {
    if (!other.moment.has_offset() || !other.moment.has_time()) continue;
    if (distance(best.moment, other.moment) > kMinuteSeconds) continue;
    best.moment.offset_minutes = other.moment.offset_minutes;
    best.moment.zone_source = is_visible(other) ? ZoneSource::kExplicit : ZoneSource::kMetadata;
    return;
  }
  // A declared time without a zone is often UTC; a claim with a zone for the same moment says so.
  for (const TimeClaim& other : times) {
    if (!other.moment.has_offset() || !other.moment.has_time() || is_visible(best)) continue;
    Moment utc = best.moment;
    utc.zone_source = ZoneSource::kMetadata;
    if (distance(utc, other.moment) > kMinuteSeconds) continue;
    const std::string raw = other.raw;
    best.moment = other.moment;
    best.raw = raw;
    return;
  }
}

// Clocks of the world that are not whole hours from UTC, in minutes.
constexpr int kOddOffsets[] = {-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765};

// The offset that lies between an instant in UTC and the local time that readers see for it; 0 when
// the two are no such pair.
int16_t offset_between(const Moment& utc, const Moment& local) {
  constexpr int64_t kQuarterSeconds = 900;
  constexpr int64_t kSlackSeconds = 60;  // one of the two may lack its seconds
  constexpr int64_t kMostSeconds = 14 * 3600;
  Moment seen = local;
  seen.offset_minutes = 0;
  const int64_t late = epoch_seconds(seen) - epoch_seconds(utc);
  const int64_t quarters = (late + (late < 0 ? -1 : 1) * kQuarterSeconds / 2) / kQuarterSeconds;
  if (std::llabs(late) > kMostSeconds) return 0;
  if (std::llabs(late - quarters * kQuarterSeconds) >= kSlackSeconds) return 0;
  const int minutes = static_cast<int>(quarters * kQuarterSeconds / 60);
  const bool is_odd =
      std::find(std::begin(kOddOffsets), std::end(kOddOffsets), minutes) != std::end(kOddOffsets);
  return static_cast<int16_t>(minutes % 60 == 0 || is_odd ? minutes : 0);
}

// An instant that is declared in UTC, as the place's clock shows it when the page says so
// elsewhere: the same instant with an offset, or the local time in the line below the headline.
void localize(TimeClaim& best, const std::vector<TimeClaim>& times) {
  constexpr int64_t kMinuteSeconds = 90;
  if (!best.moment.has_time() || !best.moment.has_offset() || best.moment.offset_minutes != 0)
    return;
  for (const TimeClaim& other : times) {
    if (!other.moment.has_time() || !other.moment.has_offset()) continue;
    if (other.moment.offset_minutes == 0 || distance(best.moment, other.moment) > kMinuteSeconds)
      continue;
    best.moment = other.moment;
    best.raw = other.raw;
    return;
  }
  for (const TimeClaim& other : times) {
    if (!other.moment.has_time() || other.moment.has_offset() || !is_visible(other)) continue;
    if (other.is_modified != best.is_modified || !(other.is_labelled || other.is_below_title))
      continue;
    const int16_t offset = offset_between(best.moment, other.moment);
    if (offset == 0) continue;
    best.moment = other.moment;
    best.moment.offset_minutes = offset;
    best.moment.zone_source = ZoneSource::kMetadata;
    best.raw = other.raw;
    return;
  }
}

// Declarations that the visible line proves wrong: UTC written with the local offset ("20:17+01:00"
// where readers see 21:17), the last change given as the first publication, the day of a move to
// another system.
const TimeClaim* overruling(const TimeClaim& best, const std::vector<TimeClaim>& times) {
  constexpr int64_t kMinuteSeconds = 90;
  constexpr int64_t kDaySeconds = 86400;
  constexpr int64_t kHalfHourSeconds = 1800;
  for (const TimeClaim& other : times) {
    if (!is_visible(other) || other.is_modified || other.rank > 12 || is_visible(best)) continue;
    Moment local = best.moment, seen = other.moment;
    local.offset_minutes = seen.offset_minutes = 0;
    const int64_t late = epoch_seconds(local) - epoch_seconds(seen);
    const bool timed =
        best.moment.has_time() && other.moment.has_time() && !other.moment.has_offset();
    const int64_t offset = best.moment.offset_minutes * 60;
    if (timed && offset != 0 && std::llabs(late + offset) < kMinuteSeconds) return &other;
    const bool is_last_change =
        std::any_of(times.begin(), times.end(), [&](const TimeClaim& change) {
          return change.is_modified && change.moment.has_offset() == best.moment.has_offset() &&
                 distance(change.moment, best.moment) < kMinuteSeconds;
        });
    // A difference of whole half hours is a zone, no change.
    const int64_t beyond_zone = std::llabs(late) % kHalfHourSeconds;
    const bool is_zone =
        beyond_zone < kMinuteSeconds || beyond_zone > kHalfHourSeconds - kMinuteSeconds;
    if (other.is_labelled && timed && is_last_change && late > kMinuteSeconds && !is_zone)
      return &other;
    if (other.is_labelled && other.is_below_title && late > 3 * kDaySeconds) return &other;
  }
  return nullptr;
}

// The declaration of another day that the date below the headline agrees with, when the best one
// stands alone: two against one.
const TimeClaim* outvoting(const TimeClaim& best, const std::vector<TimeClaim>& times) {
  if (is_visible(best) || best.is_modified) return nullptr;
  const TimeClaim* declared = nullptr;
  bool is_seen = false;
  for (const TimeClaim& other : times) {
    if (&other == &best || other.is_modified) continue;
    // Several nodes of JSON-LD are one voice.
    if (other.origin == Origin::kJsonLd && best.origin == Origin::kJsonLd) continue;
    if (same_day(other.moment, best.moment)) return nullptr;
  }
  for (const TimeClaim& other : times) {
    if (other.is_modified || !is_visible(other) || !other.is_below_title) continue;
    for (const TimeClaim& claim : times) {
      if (claim.is_modified || is_visible(claim) || !same_day(claim.moment, other.moment)) continue;
      if (declared == nullptr) declared = &claim;
      is_seen = true;
    }
  }
  return is_seen ? declared : nullptr;
}

const TimeClaim* best_of(const std::vector<TimeClaim>& times, bool modified) {
  for (const TimeClaim& time : times)
    if (time.is_modified == modified) return &time;
  return nullptr;
}

void put(FieldContext& context, std::string_view field, const TimeClaim& time, When& out) {
  out.time = iso_time(time.moment);
  out.precision = precision_name(time.moment.precision);
  out.zone_source = zone_source_name(time.moment.zone_source);
  out.raw = time.raw;
  trace(context, field, time.origin, time.page);
}

}  // namespace

void settle_times(FieldContext& context) {
  const std::vector<TimeClaim> times = collect_times(context);
  const TimeClaim* published = best_of(times, false);
  const TimeClaim* modified = best_of(times, true);
  // A lone date whose class says "updated" is the only date the page has.
  if (published == nullptr && modified != nullptr && modified->is_by_class)
    std::swap(published, modified);
  // A page that tells only of its last change was published then, for all that it proves.
  if (published == nullptr) published = modified;
  TimeClaim first;
  if (published != nullptr) {
    first = *published;
    if (const TimeClaim* other = outvoting(*published, times); other != nullptr) first = *other;
    if (const TimeClaim* seen = overruling(first, times); seen != nullptr) {
      const Moment declared = first.moment;
      first = *seen;
      if (declared.has_offset() && first.moment.has_time() && !first.moment.has_offset() &&
          same_day(declared, first.moment)) {
        first.moment.offset_minutes = declared.offset_minutes;
        first.moment.zone_source = ZoneSource::kMetadata;
      }
    }
    complete(first, times);
    localize(first, times);
    put(context, "published", first, context.story.published);
  }
  if (modified == nullptr) return;
  TimeClaim last = *modified;
  complete(last, times);
  localize(last, times);
  if (published != nullptr && last.moment.has_time() && first.moment.has_time() &&
      last.moment.has_offset() == first.moment.has_offset() &&
      epoch_seconds(last.moment) < epoch_seconds(first.moment))
    return;
  put(context, "modified", last, context.story.modified);
}

}  // namespace copydesk
