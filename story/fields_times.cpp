// fields_times.cpp: published and modified, with the zone that the page proves.
// Method: every declaration and every visible date near the headline becomes a candidate with a
// rank; the best candidate is then completed (time of day, zone) by others that mean the same day
// or the same moment. Not here: reading a date (text/when.cpp).
#include <algorithm>
#include <cstdlib>

#include "story/fields_inner.h"

namespace copydesk {
namespace {

struct TimeClaim {
  Moment moment;
  bool is_modified = false;
  bool is_by_class = false;     // modified only by the name of a class
  bool is_labelled = false;     // a word or the markup says what the visible date is
  bool is_bare = false;         // the block holds nothing but the date
  bool is_element = false;      // written for machines in a <time>
  bool is_above = false;        // a <time> above the headline
  bool is_below_title = false;  // within a few blocks below the headline, above the text
  int rank = 99;                // the smaller the better
  Origin origin = Origin::kNone;
  std::string raw;
  ByteRange page;
};

int rank_of(const Claim& claim) {
  switch (claim.source) {
    case ClaimSource::kJsonLd:
      if (claim.key == "dateCreated" || claim.key == "uploadDate") return claim.is_main ? 5 : 9;
      return claim.is_main ? 0 : 3;
    case ClaimSource::kOpenGraph:
      return claim.key == "og:updated_time" ? 3 : 1;
    case ClaimSource::kMicrodata:
    case ClaimSource::kRdfa:
      return claim.is_main ? 2 : 7;
    case ClaimSource::kMeta:
      return claim.key == "date" || claim.key == "last-modified" || claim.key == "timestamp" ? 6
                                                                                             : 4;
    case ClaimSource::kDublinCore:
      return claim.key.ends_with("created") ? 6 : 4;
    case ClaimSource::kTimeElement:
      return 5;
    case ClaimSource::kUrl:
      return 20;
    default:
      return 8;
  }
}

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

// What the words before a date say: 1 published, 2 updated, 0 nothing.
int label_of(std::string_view before) {
  size_t at = 0, words = 0;
  // "Posted by Ana Ruiz on"
  int label = opens_byline(before, at) ? 1 : 0;
  at = 0;
  while (at < before.size() && words < 12) {
    size_t start = at;
    if (next_word(before, at).empty()) break;
    while (start < before.size() && static_cast<unsigned char>(before[start]) < 0x80 &&
           !is_word_character(static_cast<char32_t>(before[start])))
      ++start;
    ++words;
    size_t length = 0;
    const std::string_view rest = before.substr(start);
    if (opens_phrase(rest, Phrase::kUpdated, length))
      label = 2;
    else if (opens_phrase(rest, Phrase::kPublished, length))
      label = 1;
  }
  return label;
}

// Whether a text begins with such a word: in a paragraph any other tells of what happened.
bool opens_label(std::string_view before) {
  size_t length = 0;
  return opens_phrase(before, Phrase::kUpdated, length) ||
         opens_phrase(before, Phrase::kPublished, length) || opens_byline(before, length);
}

// "Last updated: 2:54 pm": the day stands in the next line.
bool is_clock_line(std::string_view text) {
  constexpr size_t kMostBehind = 12;  // bytes
  size_t length = 0;
  const bool is_led = text.size() <= 40 && (opens_phrase(text, Phrase::kUpdated, length) ||
                                            opens_phrase(text, Phrase::kPublished, length));
  if (!is_led) return false;
  const std::string_view clock = trim_space(text.substr(length));
  const size_t colon = clock.find(':');
  return clock.size() <= kMostBehind && colon != std::string_view::npos && colon > 0 &&
         clock[0] >= '0' && clock[0] <= '9';
}

// One visible date as a claim; `label` as of label_of(), `hints` of the block's markup.
TimeClaim visible_claim(const FieldContext& context, uint32_t index, const Moment& moment,
                        int label, uint32_t hints) {
  const uint32_t title = context.blocks.title;
  TimeClaim time;
  time.moment = moment;
  time.is_by_class = label == 0 && (hints & kSaysModified) && !(hints & kSaysPublished);
  time.is_modified = label == 2 || time.is_by_class;
  time.origin = context.list.is_dump ? Origin::kText : Origin::kVisible;
  time.is_labelled = label != 0 || (hints & kSaysTime);
  time.is_below_title = title != FieldBlocks::kNone && index > title && index <= title + 6 &&
                        index < context.first_body;
  const bool is_above = title != FieldBlocks::kNone && index < title && title <= context.first_body;
  time.rank = (time.is_labelled ? 10 : 14) + (is_above ? 3 : 0);
  if (time.is_modified) time.rank = 2;
  time.page = context.block(index).page;
  return time;
}

bool names_day(const std::vector<Moment>& moments) {
  return std::ranges::any_of(
      moments, [](const Moment& moment) { return moment.precision >= Precision::kDay; });
}

// A line that tells when, with the weekday that stands in a block of its own above it.
void mark_time_line(const FieldContext& context, uint32_t index) {
  constexpr uint32_t kLongText = 20;  // words
  Block& block = context.list.blocks[index];
  const bool is_text = block.role == Role::kBody && block.word_count >= kLongText;
  if (is_text || block.role == Role::kByline) return;
  block.role = Role::kTime;
  if (index > 0 && is_weekday_name(trim_space(context.block(index - 1).text)))
    context.list.blocks[index - 1].role = Role::kTime;
}

// Dates of one visible block of the head.
enum class Asides { kSkip, kTake };
void take_block(const FieldContext& context, uint32_t index, std::vector<TimeClaim>& times,
                Asides asides = Asides::kSkip) {
  constexpr size_t kLongestTimeLine = 260;
  constexpr size_t kLongestLabel = 60;
  constexpr size_t kMostBesideDate = 4;  // bytes: marks, "am"
  const Block& block = context.block(index);
  if (!is_shown(block) || block.text.size() > kLongestTimeLine || index == context.blocks.title ||
      (block.is_figcaption && asides == Asides::kSkip))
    return;
  const std::vector<Moment> moments = find_dates(block.text, context.dates);
  // A part of the byline: other times the model may give back to the text (given_back.cpp).
  if (is_clock_line(block.text)) context.list.blocks[index].role = Role::kByline;
  if (moments.empty()) return;
  const uint32_t hints = hints_of(context, block);
  if ((hints & kSaysComment) && asides == Asides::kSkip) return;
  size_t begin = 0, solid = block.text.size();
  for (const Moment& moment : moments) solid -= moment.end - moment.begin;
  // A sentence that mentions a day is no time line.
  constexpr uint32_t kLongLine = 12;  // words
  const bool is_sentence =
      solid > 80 || (ends_sentence(block.text) && block.word_count > kLongLine);
  const bool is_text = block.role == Role::kBody && block.word_count > kLongLine;
  for (const Moment& moment : moments) {
    const std::string_view before = block.text.substr(begin, moment.begin - begin);
    int label = before.size() > kLongestLabel ? 0 : label_of(before);
    if (is_text && !opens_label(before)) label = 0;
    const size_t raw_begin = label != 0 ? begin : moment.begin;
    begin = moment.end;
    // "3 May 2017, 9:14 (edited by ...)": a line that is marked as the time and opens with it.
    const bool opens_time = moment.begin == 0 && (hints & kSaysTime);
    if (moment.precision < Precision::kDay ||
        (is_sentence && !opens_time && (label == 0 || raw_begin != 0)))
      continue;
    TimeClaim time = visible_claim(context, index, moment, label, hints);
    time.is_bare = solid <= kMostBesideDate;
    time.raw = trim_space(block.text.substr(raw_begin, moment.end - raw_begin));
    times.push_back(std::move(time));
  }
  if (!is_sentence && names_day(moments)) mark_time_line(context, index);
}

// Whether a <time> stands among the blocks of the head, and what is said about it there.
bool place_time_element(const FieldContext& context, const Claim& claim, TimeClaim& time) {
  if (context.document == nullptr || claim.node == kNoNode) return false;
  const ByteRange range = context.document->node(claim.node).page;
  for (uint32_t i = context.head_begin; i < context.head_end; ++i) {
    const Block& block = context.block(i);
    if (block.page.begin > range.end || block.page.end < range.begin || !is_shown(block)) continue;
    const uint32_t hints = hints_of(context, block);
    if (hints & kSaysComment) return false;
    const std::string_view own =
        context.document->page().substr(range.begin, range.end - range.begin);
    size_t shown = own.find('>');
    std::string_view inner = shown == std::string_view::npos ? own : own.substr(shown + 1);
    inner = inner.substr(0, inner.find('<'));
    const std::string words = collapse_space(inner);
    const size_t at = words.empty() ? std::string_view::npos : block.text.find(words);
    int label = at == std::string_view::npos ? 0 : label_of(block.text.substr(0, at));
    if (label == 0) label = label_of(inner);
    if (label == 0 && i > 0 && context.block(i - 1).text.size() < 40)
      label = label_of(context.block(i - 1).text);
    time.is_by_class = label == 0 && (hints & kSaysModified) && !(hints & kSaysPublished);
    time.is_modified = label == 2 || time.is_by_class;
    const uint32_t title = context.blocks.title;
    time.is_above = title != FieldBlocks::kNone && i < title && title <= context.first_body;
    return true;
  }
  return false;
}

// Dates outside the head, when nothing better stands on the page: the first marked or labelled one.
void take_elsewhere(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr uint32_t kMostSearched = 3000;
  const uint32_t count =
      std::min<uint32_t>(kMostSearched, static_cast<uint32_t>(context.list.blocks.size()));
  std::vector<TimeClaim> found;
  for (uint32_t i = context.head_end; i < count && found.empty(); ++i)
    take_block(context, i, found);
  for (uint32_t i = context.head_begin; i-- > 0 && found.empty();) take_block(context, i, found);
  // Some designs put headline and date into a caption, or the date into a side column that begins
  // below the headline.
  constexpr uint32_t kMostAbove = 2, kMostBelow = 12;
  if (const uint32_t title = context.blocks.title;
      title != FieldBlocks::kNone && context.first_body < count) {
    const uint32_t end = std::max(context.first_body > title ? context.first_body : 0,
                                  std::min(count, title + kMostBelow));
    for (uint32_t i = title - std::min(title, kMostAbove); i < end && found.empty(); ++i)
      take_block(context, i, found, Asides::kTake);
  }
  for (TimeClaim& time : found) {
    if (!time.is_labelled && !time.is_bare) continue;
    time.rank += 6;
    times.push_back(std::move(time));
  }
}

// "27.1.2022 - The council ...", "(21 November 2022) Prices rise": the day with which the text
// opens, below a standfirst perhaps.
void take_opening(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr size_t kLongestDate = 60;
  constexpr uint32_t kMostBlocks = 6;
  constexpr int kOpeningRank = 18;  // before the address
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = context.first_body; i < count && i - context.first_body < kMostBlocks; ++i) {
    const Block& block = context.block(i);
    const std::string_view start = utf8_prefix(block.text, kLongestDate);
    if (block.role != Role::kBody || block.is_list_item || block.is_cell) continue;
    const std::vector<Moment> moments = find_dates(start, context.dates);
    if (moments.empty() || moments[0].precision < Precision::kDay) continue;
    if (moments[0].begin > (start.starts_with('(') ? 1u : 0u)) continue;
    TimeClaim time = visible_claim(context, i, moments[0], 0, 0);
    time.rank = kOpeningRank;
    time.raw = start.substr(moments[0].begin, moments[0].end - moments[0].begin);
    times.push_back(std::move(time));
    return;
  }
}

// Whether microdata gives the days of many stories: the page lists them.
bool lists_stories(const Claims& claims) {
  constexpr int kMostDays = 2;
  int days = 0;
  std::string_view last;
  for (const Claim& claim : claims.claims) {
    if (claim.field != ClaimField::kPublished || claim.source != ClaimSource::kMicrodata) continue;
    const std::string_view day = std::string_view(claim.value).substr(0, 10);
    days += day != last;
    last = day;
  }
  return days > kMostDays;
}

std::vector<TimeClaim> collect(const FieldContext& context) {
  constexpr int kListedRank = 7;
  std::vector<TimeClaim> times;
  const bool is_list = lists_stories(context.claims);
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kPublished && claim.field != ClaimField::kModified) continue;
    DateHints hints = context.dates;
    hints.allow_epoch = true;
    hints.year = 0;
    TimeClaim time;
    time.moment = parse_when(claim.value, hints);
    if (time.moment.is_absent() || time.moment.precision < Precision::kDay) continue;
    time.is_modified = claim.field == ClaimField::kModified;
    time.rank = rank_of(claim);
    if (is_list && claim.source == ClaimSource::kMicrodata) time.rank = kListedRank;
    time.origin = origin_of(claim.source);
    time.raw = claim.value;
    time.page = claim.page;
    if (time.moment.has_offset() && claim.source != ClaimSource::kTimeElement)
      time.moment.zone_source = ZoneSource::kExplicit;
    time.is_element = claim.source == ClaimSource::kTimeElement;
    if (time.is_element && !place_time_element(context, claim, time)) continue;
    times.push_back(std::move(time));
  }
  for (uint32_t i = context.head_begin; i < context.head_end; ++i) take_block(context, i, times);
  const bool found = std::any_of(times.begin(), times.end(), [](const TimeClaim& time) {
    return !time.is_modified && time.rank < 20;
  });
  if (!found) take_elsewhere(context, times);
  if (!found && times.empty()) take_opening(context, times);
  // Of several <time> one below the headline is the story's, one above it a teaser's as often.
  std::stable_sort(times.begin(), times.end(), [](const TimeClaim& a, const TimeClaim& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.is_above < b.is_above;
  });
  return times;
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
  const std::vector<TimeClaim> times = collect(context);
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
