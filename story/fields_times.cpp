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
  int rank = 99;  // the smaller the better
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
      return 4;
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
  int label = 0;
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

// Dates of one visible block of the head.
void take_block(const FieldContext& context, uint32_t index, std::vector<TimeClaim>& times) {
  constexpr size_t kLongestTimeLine = 260;
  const Block& block = context.block(index);
  if (!is_shown(block) || block.text.size() > kLongestTimeLine || index == context.blocks.title ||
      block.is_figcaption)
    return;
  const std::vector<Moment> moments = find_dates(block.text, context.dates);
  const uint32_t hints = moments.empty() ? kSaysComment : hints_of(context, block);
  if (hints & kSaysComment) return;
  size_t begin = 0, solid = block.text.size();
  for (const Moment& moment : moments) solid -= moment.end - moment.begin;
  // A sentence that mentions a day is no time line.
  const bool is_sentence = solid > 80 || (ends_sentence(block.text) && block.word_count > 12);
  for (const Moment& moment : moments) {
    const int label = label_of(block.text.substr(begin, moment.begin - begin));
    if (moment.precision < Precision::kDay || (label == 0 && is_sentence)) {
      begin = moment.end;
      continue;
    }
    TimeClaim time;
    time.moment = moment;
    time.is_modified =
        label == 2 || (label == 0 && (hints & kSaysModified) && !(hints & kSaysPublished));
    time.origin = context.list.is_dump ? Origin::kText : Origin::kVisible;
    const bool marked = label != 0 || (hints & kSaysTime) != 0;
    time.rank =
        (marked ? 10 : 14) +
        (index < context.blocks.title && context.blocks.title != FieldBlocks::kNone ? 3 : 0);
    if (time.is_modified) time.rank = 2;
    time.raw = trim_space(std::string_view(block.text)
                              .substr(label != 0 ? begin : moment.begin,
                                      moment.end - (label != 0 ? begin : moment.begin)));
    time.page = block.page;
    times.push_back(std::move(time));
    begin = moment.end;
  }
  if (!is_sentence && (block.role != Role::kBody || block.word_count < 20) &&
      block.role != Role::kByline)
    context.list.blocks[index].role = Role::kTime;
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
    const size_t at = block.text.find(trim_space(inner));
    int label = at == std::string_view::npos || trim_space(inner).empty()
                    ? 0
                    : label_of(block.text.substr(0, at));
    if (label == 0) label = label_of(inner);
    if (label == 0 && i > 0 && context.block(i - 1).text.size() < 40)
      label = label_of(context.block(i - 1).text);
    time.is_modified =
        label == 2 || (label == 0 && (hints & kSaysModified) && !(hints & kSaysPublished));
    return true;
  }
  return false;
}

std::vector<TimeClaim> collect(const FieldContext& context) {
  std::vector<TimeClaim> times;
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
    time.origin = origin_of(claim.source);
    time.raw = claim.value;
    time.page = claim.page;
    if (time.moment.has_offset() && claim.source != ClaimSource::kTimeElement)
      time.moment.zone_source = ZoneSource::kExplicit;
    if (claim.source == ClaimSource::kTimeElement && !place_time_element(context, claim, time))
      continue;
    times.push_back(std::move(time));
  }
  for (uint32_t i = context.head_begin; i < context.head_end; ++i) take_block(context, i, times);
  std::stable_sort(times.begin(), times.end(),
                   [](const TimeClaim& a, const TimeClaim& b) { return a.rank < b.rank; });
  return times;
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
    if (!other.moment.has_offset() || !other.moment.has_time()) continue;
    if (distance(best.moment, other.moment) > kMinuteSeconds) continue;
    best.moment.offset_minutes = other.moment.offset_minutes;
    best.moment.zone_source = other.origin == Origin::kVisible || other.origin == Origin::kText
                                  ? ZoneSource::kExplicit
                                  : ZoneSource::kMetadata;
    return;
  }
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
  TimeClaim first;
  if (published != nullptr) {
    first = *published;
    complete(first, times);
    put(context, "published", first, context.story.published);
  }
  if (modified == nullptr) return;
  TimeClaim last = *modified;
  complete(last, times);
  if (published != nullptr && last.moment.has_time() && first.moment.has_time() &&
      last.moment.has_offset() == first.moment.has_offset() &&
      epoch_seconds(last.moment) < epoch_seconds(first.moment))
    return;
  put(context, "modified", last, context.story.modified);
}

}  // namespace copydesk
