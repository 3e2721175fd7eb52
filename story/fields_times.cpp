// fields_times.cpp: published and modified, with the zone that the page proves.
// Method: the best candidate is completed (time of day, zone) by others that mean the same day or
// the same moment. Not here: the candidates (fields_dates.cpp), reading a date (text/when.cpp).
#include "story/fields_times.h"

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "story/when_of.h"

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
  // "5:09" for 17:09 UTC: a clock of twelve hours that leaves out which half of the day it is.
  // Nobody lives twelve hours behind, and twelve ahead none such shows noon for midnight.
  constexpr int kHalfDay = 720;
  if (minutes == -kHalfDay || (minutes == kHalfDay && local.hour == 12)) return 0;
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
const TimeClaim* overruling(const TimeClaim& best, const std::vector<TimeClaim>& times,
                            bool is_thread) {
  constexpr int64_t kMinuteSeconds = 90;
  constexpr int64_t kDaySeconds = 86400;
  constexpr int64_t kHalfHourSeconds = 1800;
  constexpr int kLastLineRank = 12;  // of a line that is marked or labelled, and not above
  for (const TimeClaim& other : times) {
    if (!is_visible(other) || other.is_modified || is_visible(best)) continue;
    // The day alone, below the headline; in a thread it is the one on which a member joined.
    const bool is_told = other.is_labelled || (other.is_bare && !is_thread);
    const bool is_line = other.rank <= kLastLineRank;
    Moment local = best.moment, seen = other.moment;
    local.offset_minutes = seen.offset_minutes = 0;
    const int64_t late = epoch_seconds(local) - epoch_seconds(seen);
    const bool timed =
        best.moment.has_time() && other.moment.has_time() && !other.moment.has_offset();
    const int64_t offset = best.moment.offset_minutes * 60;
    if (is_line && timed && offset != 0 && std::llabs(late + offset) < kMinuteSeconds)
      return &other;
    const bool is_last_change =
        std::any_of(times.begin(), times.end(), [&](const TimeClaim& change) {
          return change.is_modified && change.moment.has_offset() == best.moment.has_offset() &&
                 distance(change.moment, best.moment) < kMinuteSeconds;
        });
    // A difference of whole half hours is a zone, no change.
    const int64_t beyond_zone = std::llabs(late) % kHalfHourSeconds;
    const bool is_zone =
        beyond_zone < kMinuteSeconds || beyond_zone > kHalfHourSeconds - kMinuteSeconds;
    if (is_line && other.is_labelled && timed && is_last_change && late > kMinuteSeconds &&
        !is_zone)
      return &other;
    if (is_told && other.is_below_title && late > 3 * kDaySeconds) return &other;
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

// Whether one moment is before another as far as both are known: where only one of them tells its
// zone, or the other no time of day, by more than zones can explain.
bool is_before(const Moment& a, const Moment& b) {
  constexpr int64_t kMostZone = 14 * 3600, kDaySeconds = 86400;
  const bool is_alike = a.has_offset() == b.has_offset();
  if (a.has_time() && b.has_time())
    return epoch_seconds(a) + (is_alike ? 0 : kMostZone) < epoch_seconds(b);
  if (is_alike) return std::tie(a.year, a.month, a.day) < std::tie(b.year, b.month, b.day);
  const int64_t end = epoch_seconds(a) + (a.has_time() ? 0 : kDaySeconds - 1);
  return end + kMostZone < epoch_seconds(b);
}

// "T12:00:00Z", "T00:00:00": what systems write that keep the day alone.
bool is_placeholder(const TimeClaim& time) {
  const Moment& moment = time.moment;
  return moment.has_time() && moment.minute == 0 && moment.second == 0 && moment.hour % 12 == 0 &&
         (!is_visible(time) || time.is_element);
}

// Takes such a time of day away where readers see the same day without a clock. Counted on all
// labelled sets: 38 pages, of which 4 then take the true time from elsewhere.
void drop_placeholders(std::vector<TimeClaim>& times) {
  constexpr size_t kMostDays = 16;  // a page may declare thousands
  std::vector<const TimeClaim*> seen;
  for (const TimeClaim& time : times)
    if (is_visible(time) && !time.is_element && seen.size() < kMostDays &&
        (time.is_labelled || time.is_below_title || time.is_bare))
      seen.push_back(&time);
  const auto shows = [&](const TimeClaim& time, bool with_clock) {
    return std::ranges::any_of(seen, [&](const TimeClaim* other) {
      return other->is_modified == time.is_modified && other->moment.has_time() == with_clock &&
             same_day(other->moment, time.moment);
    });
  };
  std::vector<Moment> dropped;
  for (const TimeClaim& time : times)
    if (is_placeholder(time) && dropped.size() < kMostDays && shows(time, false) &&
        !shows(time, true))
      dropped.push_back(time.moment);
  for (TimeClaim& time : times) {
    // The same instant for another zone is none either: "T05:00:00Z" for midnight in Lindby.
    const auto instant = std::ranges::find_if(dropped, [&](const Moment& moment) {
      return time.moment.has_time() && (!is_visible(time) || time.is_element) &&
             time.moment.has_offset() == moment.has_offset() && distance(time.moment, moment) == 0;
    });
    if (instant == dropped.end()) continue;
    time.moment = {};
    time.moment.year = instant->year;
    time.moment.month = instant->month;
    time.moment.day = instant->day;
    time.moment.precision = Precision::kDay;
  }
}

// The line below the headline that tells another day than the clock in the masthead does; null:
// there is none, or `best` is no such clock.
const TimeClaim* below_masthead(const TimeClaim& best, const std::vector<TimeClaim>& times) {
  const bool is_clock = best.is_above && is_visible(best) && !best.is_labelled;
  for (const TimeClaim& other : times) {
    if (!is_clock || other.is_element || !other.is_below_title || !is_visible(other)) continue;
    if (best.is_element && (other.is_modified || same_day(best.moment, other.moment))) continue;
    if (other.is_modified ? other.is_by_class : other.is_labelled || other.moment.has_time())
      return &other;
  }
  return nullptr;
}

// "11/01/2023" in a declaration, where another time of the page is 2023-11-01 and written so that
// it can be read in one way only: the same day.
void swap_numbers(TimeClaim& time, const std::vector<TimeClaim>& times) {
  Moment& moment = time.moment;
  const size_t stroke = time.raw.find('/');
  if (is_visible(time) || stroke > 2 || moment.day > 12 || moment.day == moment.month) return;
  Moment swapped = moment;
  std::swap(swapped.day, swapped.month);
  bool is_proven = false;
  for (const TimeClaim& other : times) {
    if (other.raw.find('/') != std::string::npos) continue;
    if (same_day(other.moment, moment)) return;
    is_proven |= same_day(other.moment, swapped);
  }
  if (is_proven) moment = swapped;
}

void put(FieldContext& context, std::string_view field, const TimeClaim& time, When& out) {
  out = when_of(time.moment, time.raw);
  trace(context, field, time.origin, time.page);
}

// The first publication, out of its candidates; `best` is the first of them.
TimeClaim settle_published(const TimeClaim& best, const std::vector<TimeClaim>& times,
                           bool is_thread) {
  TimeClaim first = best;
  if (const TimeClaim* other = outvoting(best, times); other != nullptr) first = *other;
  if (const TimeClaim* seen = overruling(first, times, is_thread); seen != nullptr) {
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
  return first;
}

// Whether a day stands neither above the headline nor below it: as often as not another story's.
bool is_elsewhere(const TimeClaim& time) {
  return is_visible(time) && !time.is_element && !time.is_above && !time.is_below_title;
}

// The line beside the headline that is no last change but by its class ("updated" is what weblogs
// call the day of publication), when no day of publication is declared or stands there; null: none.
// Counted on all labelled sets without their declarations: 6 pages, all right.
const TimeClaim* line_of_class(const TimeClaim* published, const std::vector<TimeClaim>& times,
                               bool has_title) {
  const bool is_other = has_title && published != nullptr && is_elsewhere(*published);
  const bool is_above = published != nullptr && is_visible(*published) && !published->is_element &&
                        published->is_above;
  for (const TimeClaim& time : times)
    if (time.is_by_class && (published == nullptr || is_other || (is_above && time.is_below_title)))
      return &time;
  return nullptr;
}

// Of two such days in the same place the earlier one.
const TimeClaim* earliest_of_class(const TimeClaim& line, const std::vector<TimeClaim>& times) {
  const TimeClaim* earliest = &line;
  for (const TimeClaim& time : times)
    if (time.is_by_class && time.is_below_title == line.is_below_title &&
        is_before(time.moment, earliest->moment))
      earliest = &time;
  return earliest;
}

// Takes such a line for the publication; a last change that is declared stays one.
void take_line_of_class(bool has_title, const std::vector<TimeClaim>& times,
                        const TimeClaim*& published, const TimeClaim*& modified) {
  if (modified == nullptr || (published == nullptr && !modified->is_by_class)) return;
  const TimeClaim* line = line_of_class(published, times, has_title);
  if (line == nullptr) return;
  published = earliest_of_class(*line, times);
  if (modified->is_by_class) modified = same_day(line->moment, published->moment) ? nullptr : line;
}

}  // namespace

void settle_times(FieldContext& context) {
  std::vector<TimeClaim> times = collect_times(context);
  drop_placeholders(times);
  const TimeClaim* published = best_of(times, false);
  const TimeClaim* modified = best_of(times, true);
  if (published != nullptr)
    if (const TimeClaim* below = below_masthead(*published, times); below != nullptr) {
      if (below == modified) modified = nullptr;
      published = below;
    }
  take_line_of_class(context.blocks.title != FieldBlocks::kNone, times, published, modified);
  // A page that tells only of its last change was published then, for all that it proves.
  const bool is_last_alone =
      published == nullptr ||
      (modified != nullptr && modified->is_below_title && is_elsewhere(*published) &&
       !same_day(modified->moment, published->moment));
  if (is_last_alone) published = modified;
  TimeClaim first, last;
  if (published != nullptr) {
    first = settle_published(*published, times, context.story.page_type == "forum");
    swap_numbers(first, times);
  }
  if (modified != nullptr) {
    last = *modified;
    complete(last, times);
    localize(last, times);
    const bool is_too_early = is_before(last.moment, first.moment);
    // A day that merely stands on the page behind a last change that it tells is another story's.
    if (is_too_early && is_visible(first) && !first.is_labelled && !last.is_by_class)
      first = last;
    else if (is_too_early)
      modified = nullptr;
  }
  if (published != nullptr) put(context, "published", first, context.story.published);
  if (modified != nullptr) put(context, "modified", last, context.story.modified);
}

}  // namespace copydesk
