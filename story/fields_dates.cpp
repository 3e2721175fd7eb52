// fields_dates.cpp: the times that a page declares or shows (collect_times of fields_times.h).
// Method: every declaration and every visible date near the headline becomes a candidate with a
// rank. Not here: which candidate is taken (fields_times.cpp), reading a date (text/when.cpp).
#include <algorithm>
#include <array>

#include "story/fields_times.h"
#include "story/markup.h"

namespace copydesk {
namespace {

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

// Whether a block is the whole text of an element that holds a picture too: its caption, whatever
// day that names. Not for lines that are marked as the time or the byline: portraits stand there.
bool is_beside_picture(const FieldContext& context, uint32_t index) {
  constexpr int kLevels = 3;
  const Block& block = context.block(index);
  if (context.document == nullptr || block.element == kNoNode) return false;
  const Document& document = *context.document;
  const uint32_t before = index > 0 ? context.block(index - 1).page.end : 0;
  const uint32_t behind = index + 1 < context.list.blocks.size()
                              ? context.block(index + 1).page.begin
                              : static_cast<uint32_t>(document.page().size());
  // An icon in the line itself is no picture.
  NodeId at = document.node(block.element).parent;
  for (int level = 0; at != kNoNode && level < kLevels; ++level, at = document.node(at).parent) {
    const Node& node = document.node(at);
    if (!node.is_element() || node.page.begin < before || node.page.end > behind) return false;
    constexpr int kMostNodes = 40;
    int looked = 0;
    for (NodeId id = next_in_order(document, at, at);
         id != kNoNode && id != block.element && looked < kMostNodes;
         id = next_in_order(document, id, at), ++looked)
      if (document.node(id).is(Tag::kImg)) return true;
  }
  return false;
}

// Whether a line stands above the text, of which the choice may have taken the standfirst and the
// very line.
bool is_above_text(const FieldContext& context, uint32_t index) {
  constexpr uint32_t kMostWords = 12;       // of the line
  constexpr uint32_t kLongStandfirst = 60;  // words
  uint32_t texts = 0;
  for (uint32_t i = context.first_body; i < index; ++i) {
    if (context.block(i).role != Role::kBody) continue;
    if (++texts > 1 || context.block(i).word_count > kLongStandfirst) return false;
  }
  return context.block(index).role != Role::kBody || context.block(index).word_count < kMostWords;
}

// One visible date as a claim; `label` as of date_label_of(), `hints` of the block's markup.
TimeClaim visible_claim(const FieldContext& context, uint32_t index, const Moment& moment,
                        int label, uint32_t hints) {
  const uint32_t title = context.blocks.title;
  TimeClaim time;
  time.moment = moment;
  time.is_by_class = label == 0 && (hints & kSaysModified) && !(hints & kSaysPublished);
  time.is_modified = label == 2 || time.is_by_class;
  time.origin = Origin::kVisible;
  time.is_labelled = label != 0 || (hints & kSaysTime);
  time.is_below_title = title != FieldBlocks::kNone && index > title && index <= title + 6 &&
                        is_above_text(context, index);
  const bool is_above = title != FieldBlocks::kNone && index < title && title <= context.first_body;
  time.is_above = is_above;
  time.rank = (time.is_labelled ? 10 : 14) + (is_above ? 3 : 0);
  if (time.is_modified) time.rank = 2;
  time.page = context.block(index).page;
  return time;
}

bool names_day(const std::vector<Moment>& moments) {
  return std::ranges::any_of(
      moments, [](const Moment& moment) { return moment.precision >= Precision::kDay; });
}

// "A vote is expected on Nov. 9.": a short sentence of the text that mentions a day.
bool is_short_sentence(const Block& block, std::string_view text, const Moment& first) {
  constexpr uint32_t kFewestWords = 5;
  const std::string_view lead = trim_space(text.substr(0, first.begin));
  return block.word_count >= kFewestWords && ends_sentence(block.text) && count_words(lead) > 1 &&
         !lead.ends_with(':');
}

// A line that tells when, with the weekday that stands in a block of its own above it.
void mark_time_line(const FieldContext& context, uint32_t index, bool is_sentence) {
  constexpr uint32_t kLongText = 20;  // words
  Block& block = context.list.blocks[index];
  const bool is_text = block.role == Role::kBody && (is_sentence || block.word_count >= kLongText);
  if (is_text || block.role == Role::kByline) return;
  block.role = Role::kTime;
  if (index > 0 && is_weekday_name(trim_space(context.block(index - 1).text)))
    context.list.blocks[index - 1].role = Role::kTime;
}

// Whether a block is the first but one below the headline at most, and above the text.
bool is_right_below_title(const FieldContext& context, uint32_t index) {
  constexpr uint32_t kMostBelow = 2;
  const uint32_t title = context.blocks.title;
  return title != FieldBlocks::kNone && index > title && index <= title + kMostBelow &&
         index < context.first_body && context.first_body < context.list.blocks.size();
}

// Whether a line that an element "comment" or "nav" holds is of something else than the story:
// right below the headline a day alone is not ("newsletter-details"), nor a time of day at most six
// blocks above it that is marked as the time ("item-nav").
bool is_of_other(const FieldContext& context, uint32_t index, uint32_t hints, bool is_bare,
                 bool has_time) {
  constexpr uint32_t kMostAbove = 6;
  if (!(hints & kSaysComment)) return false;
  const uint32_t title = context.blocks.title;
  const bool is_above = title != FieldBlocks::kNone && index < title && title - index <= kMostAbove;
  return !is_bare ||
         !(is_right_below_title(context, index) || (is_above && has_time && (hints & kSaysTime)));
}

// What the words around one date of a block say of it.
struct DateLine {
  int label = 0;         // as of date_label_of()
  size_t raw_begin = 0;  // of the words that belong to the date
  bool is_taken = false;
};

// A sentence that mentions a day is no time line, nor is a paragraph, a picture's text, or what the
// site says of itself.
DateLine read_line(const FieldContext& context, uint32_t index, std::string_view text,
                   const Moment& moment, size_t begin, bool is_sentence, bool is_bare,
                   uint32_t hints) {
  constexpr size_t kLongestLabel = 60;  // letters
  constexpr uint32_t kLongLine = 12;    // words
  constexpr size_t kLongestLead = 12;   // bytes before the day of a line with links to tags
  const Block& block = context.block(index);
  const bool is_text = block.role == Role::kBody && block.word_count > kLongLine;
  const std::string_view before = text.substr(begin, moment.begin - begin);
  DateLine line;
  line.label = count_code_points(before) > kLongestLabel ? 0 : date_label_of(before);
  if (is_text && !opens_date_label(before)) line.label = 0;
  line.raw_begin = line.label != 0 ? begin : moment.begin;
  if (line.label == 0 && closes_date_label(text.substr(moment.end))) line.label = 1;
  // "3 May 2017, 9:14 (edited by ...)": a line that is marked as the time and opens with it.
  const bool opens_time = (moment.begin == 0 && (hints & kSaysTime)) ||
                          (moment.begin <= kLongestLead && is_right_below_title(context, index) &&
                           block.linked_letter_count > 0 && !ends_sentence(text));
  const bool is_told = is_sentence && !opens_time && (line.label == 0 || line.raw_begin != 0);
  size_t lead = 0;
  const bool is_marked = (hints & (kSaysTime | kSaysByline)) || opens_byline(text, lead);
  const bool is_captions =
      line.label == 0 && !is_bare && !is_marked && is_beside_picture(context, index);
  line.is_taken =
      moment.precision >= Precision::kDay && !is_told && !is_captions && !is_of_site(before);
  return line;
}

// A date with its label, as it is printed: without marks before it, and without those that
// parted_line() put in.
std::string raw_of(std::string_view text, bool is_parted) {
  constexpr std::string_view kMark = " | ";
  text = trim_space(text);
  std::string raw(text.substr(std::min(text.find_first_not_of("| "), text.size())));
  for (size_t at = 0; is_parted && (at = raw.find(kMark)) != std::string::npos;)
    raw.replace(at, kMark.size(), " ");
  return raw;
}

// "21 May 2025 | 24 April 2025": two days and nothing else between them than a mark, of which the
// later one stands first.
bool are_glued(const std::vector<Moment>& moments) {
  constexpr size_t kMark = 3;  // bytes, as parted_line() puts it in
  return moments.size() == 2 && moments[1].begin - moments[0].end <= kMark &&
         std::min(moments[0].precision, moments[1].precision) >= Precision::kDay &&
         epoch_seconds(moments[0]) > epoch_seconds(moments[1]);
}

// Of two such days, the last of `times`, the first is that of the last change.
void mark_last_change(std::vector<TimeClaim>& times, size_t first) {
  constexpr int kModifiedRank = 2;
  if (times.size() != first + 2) return;
  times[first].is_modified = true;
  times[first].rank = kModifiedRank;
  times[first + 1].is_modified = times[first + 1].is_by_class = false;
}

// Whether dates are looked for in a block.
enum class Asides { kSkip, kTake };
bool may_be_time_line(const FieldContext& context, uint32_t index, Asides asides) {
  constexpr size_t kLongestTimeLine = 260, kMostBytes = 3;  // of a letter
  const Block& block = context.block(index);
  const size_t size = block.text.size();
  if (!is_shown(block) || size > kMostBytes * kLongestTimeLine || index == context.blocks.title ||
      (block.is_figcaption && asides == Asides::kSkip) || !holds_digit(block.text))
    return false;
  return size <= kLongestTimeLine || count_code_points(block.text) <= kLongestTimeLine;
}

// Whether what stands at a node of a page that sells or lists tells when somebody praised what it
// offers.
bool is_of_review(const FieldContext& context, NodeId node) {
  constexpr int kLevels = 8;
  static constexpr auto kWords =
      std::to_array<std::string_view>({"review", "reviews", "testimonial", "testimonials", "rating",
                                       "ratings", "bewertung", "bewertungen", "avis"});
  if (context.document == nullptr || !is_offer(context.story.page_type)) return false;
  NodeId id = node;
  for (int level = 0;
       level < kLevels && id != kNoNode && !context.document->node(id).is(Tag::kBody);
       ++level, id = context.document->node(id).parent)
    for (const AttributeName name :
         {AttributeName::kClass, AttributeName::kId, AttributeName::kItemprop})
      if (has_word(context.document->attribute(id, name), kWords)) return true;
  return false;
}

// The dates in `text`, a block's with its parts apart; none in a review. A clock is a part of the
// byline: other times the model may give back to the text (given_back.cpp).
std::vector<Moment> dates_of_line(const FieldContext& context, uint32_t index,
                                  std::string_view text) {
  Block& block = context.list.blocks[index];
  std::vector<Moment> moments = find_dates(text, context.dates);
  const bool is_clock = is_labelled_clock(block.text);
  if ((moments.empty() && !is_clock) || is_of_review(context, block.first_text)) return {};
  if (is_clock) block.role = Role::kByline;
  return moments;
}

// A date of a block with what was found out about it.
struct LineDate {
  std::string_view text;  // of the block, its parts apart
  const Moment& moment;
  const DateLine& line;
  uint32_t hints;
  bool is_bare, is_parted;
};

// Takes a date as a claim, and one more when a clock behind it says when the story was changed.
void take_moment(const FieldContext& context, uint32_t index, const LineDate& date, size_t dates,
                 std::vector<TimeClaim>& times) {
  const Moment& moment = date.moment;
  std::string_view behind = date.text.substr(moment.end);
  if (date.is_bare && dates == 1 && index + 1 < context.list.blocks.size())
    behind = context.block(index + 1).text;  // the clock may stand in the next line
  const DayAndClock whole = with_clock_behind(date.text, moment, behind, context.dates);
  TimeClaim time = visible_claim(context, index, whole.label == 1 ? whole.moment : moment,
                                 std::max(date.line.label, whole.label & 1), date.hints);
  if (whole.label == 2) {  // the day stands for itself, as far as the line proves
    times.push_back(visible_claim(context, index, whole.moment, whole.label, date.hints));
    times.back().raw = raw_of(date.text.substr(moment.begin), date.is_parted);
  }
  time.is_bare = date.is_bare;
  time.raw = raw_of(date.text.substr(date.line.raw_begin, moment.end - date.line.raw_begin),
                    date.is_parted);
  times.push_back(std::move(time));
}

// Dates of one visible block of the head.
void take_block(const FieldContext& context, uint32_t index, std::vector<TimeClaim>& times,
                Asides asides = Asides::kSkip) {
  constexpr size_t kMostBesideDate = 4, kMostOfLine = 76;  // letters: marks, "am"
  constexpr uint32_t kLongLine = 12;                       // words
  const Block& block = context.block(index);
  if (!may_be_time_line(context, index, asides)) return;
  // "Health" "DECEMBER 22" "Updated: ...": the space between two elements was lost.
  const std::string text = parted_line(context, block);
  const bool is_parted = text.size() > block.text.size();
  const std::vector<Moment> moments = dates_of_line(context, index, text);
  if (moments.empty() && is_labelled_clock(block.text))
    take_clock_of_change(context, index, block.text, times);
  if (moments.empty()) return;
  const size_t solid = letters_beside(block.text, text, moments);
  const bool is_bare = solid <= kMostBesideDate;
  const uint32_t hints = hints_of(context, block);
  if ((hints & kSaysSlides) || (asides == Asides::kSkip &&
                                is_of_other(context, index, hints, is_bare, moments[0].has_time())))
    return;
  const bool is_sentence =
      solid > kMostOfLine || (ends_sentence(block.text) && block.word_count > kLongLine);
  const size_t first = times.size();
  bool is_told = false;
  for (size_t begin = 0; const Moment& moment : moments) {
    const DateLine line =
        read_line(context, index, text, moment, begin, is_sentence, is_bare, hints);
    begin = moment.end;
    if (!line.is_taken) continue;
    is_told = is_told || line.label != 0;
    take_moment(context, index, {text, moment, line, hints, is_bare, is_parted}, moments.size(),
                times);
  }
  if (!is_told && are_glued(moments)) mark_last_change(times, first);
  if (times.size() > first)
    take_clock_of_change(context, index, std::string_view(text).substr(moments.back().end), times);
  if (!is_sentence && names_day(moments))
    mark_time_line(context, index, !is_told && is_short_sentence(block, text, moments[0]));
}

// Whether an element that shows nothing stands between headline and text: <span class="updated"
// title="2013-04-04T18:52:11Z"></span>.
bool place_empty_element(const FieldContext& context, const Claim& claim, TimeClaim& time) {
  const Node& node = context.document->node(claim.node);
  const uint32_t title = context.blocks.title;
  if (node.first_child != kNoNode || title == FieldBlocks::kNone ||
      context.first_body >= context.list.blocks.size())
    return false;
  time.is_by_class = time.is_modified = (says_of_names(claim.key) & kSaysModified) != 0;
  return node.page.begin >= context.block(title).page.end &&
         node.page.end <= context.block(context.first_body).page.begin;
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
    constexpr size_t kMostBytes = 4096;  // each of thousands of times may stand in one long text
    const std::string_view head = block.text.substr(0, kMostBytes);
    const size_t at = words.empty() ? std::string_view::npos : head.find(words);
    int label = at == std::string_view::npos ? 0 : date_label_of(head.substr(0, at));
    if (label == 0) label = date_label_of(inner);
    if (label == 0 && i > 0 && context.block(i - 1).text.size() < 40)
      label = date_label_of(context.block(i - 1).text);
    // <span class="posted-on"><time class="updated">: what is said of the element itself.
    const uint32_t told = says_of_names(claim.key) & (kSaysModified | kSaysPublished);
    const uint32_t says = told != 0 ? told : hints;
    time.is_by_class = label == 0 && (says & kSaysModified) && !(says & kSaysPublished);
    time.is_modified = label == 2 || time.is_by_class;
    const uint32_t title = context.blocks.title;
    time.is_above = title != FieldBlocks::kNone && i < title && title <= context.first_body;
    return true;
  }
  return place_empty_element(context, claim, time);
}

// "This entry was posted on Wednesday, ": the words of a weblog's signature up to the day.
bool opens_signature(std::string_view before) {
  static constexpr std::string_view kOpenings[] = {"thisentrywaspost",
                                                   "thispostwaspost",
                                                   "dieserbeitragwurde",
                                                   "derbeitragwurde",
                                                   "dieserartikelwurde",
                                                   "diesereintragwurde",
                                                   "cetteentréeaétépubli",
                                                   "cetarticleaétépubli",
                                                   "estaentradafuepubli",
                                                   "questavoceèstatapubblicata",
                                                   "questoarticoloèstatopubblicato",
                                                   "ditberichtwerdgeplaatst",
                                                   "ditberichtisgeplaatst"};
  if (before.ends_with("posted on ")) return true;
  const std::string letters = fold(before);
  return std::ranges::any_of(
      kOpenings, [&](std::string_view opening) { return letters.starts_with(opening); });
}

// "This entry was posted on 19 May 2010 at 11:03 pm and is filed under ...": how weblogs sign below
// the text.
void take_signature(const FieldContext& context, uint32_t index, std::vector<TimeClaim>& times) {
  constexpr size_t kLongestStart = 160;
  const Block& block = context.block(index);
  const bool is_sentence = block.text.size() > kLongestStart || ends_sentence(block.text);
  if (!is_shown(block) || !is_sentence) return;
  const std::string_view start = utf8_prefix(block.text, kLongestStart);
  const std::vector<Moment> moments = find_dates(start, context.dates);
  if (moments.empty() || moments[0].precision < Precision::kDay) return;
  const Moment& moment = moments[0];
  constexpr size_t kMostBefore = 100;  // bytes: the headline may be repeated
  const std::string_view before = start.substr(0, moment.begin);
  if (before.size() > kMostBefore ||
      (!opens_signature(before) && !closes_date_label(start.substr(moment.end))))
    return;
  TimeClaim time = visible_claim(context, index, moment, 1, 0);
  time.raw = trim_space(start.substr(moment.begin, moment.end - moment.begin));
  times.push_back(std::move(time));
}

// Dates outside the head, when nothing better stands on the page: the first marked or labelled one.
void take_elsewhere(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr uint32_t kMostSearched = 3000;
  const uint32_t count =
      std::min<uint32_t>(kMostSearched, static_cast<uint32_t>(context.list.blocks.size()));
  std::vector<TimeClaim> found;
  for (uint32_t i = context.head_end; i < count && found.empty(); ++i)
    take_block(context, i, found);
  for (uint32_t i = context.first_body; i < count && found.empty(); ++i)
    take_signature(context, i, found);
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

// The first <time> right behind the text, in a line that tells its author and its tags too. Other
// stories begin with a heading or a link. Counted on all labelled sets without what they declare:
// 5 pages, all right.
void take_closing_element(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr uint32_t kMostBehind = 6;  // blocks
  if (context.document == nullptr || context.first_body > context.last_body ||
      is_offer(context.story.page_type))
    return;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const uint32_t end = std::min(count, context.last_body + kMostBehind + 1);
  for (uint32_t i = context.last_body + 1; i < end; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block)) continue;
    if (block.heading_level > 0 || (hints_of(context, block) & kSaysComment)) return;
    for (const Claim& claim : context.claims.claims) {
      if (claim.source != ClaimSource::kTimeElement || claim.node == kNoNode) continue;
      const ByteRange range = context.document->node(claim.node).page;
      if (range.end <= block.page.begin || range.begin >= block.page.end) continue;
      TimeClaim time;
      time.moment = parse_when(claim.value, context.dates);
      if (time.moment.precision < Precision::kDay) continue;
      time.rank = rank_of(claim);
      time.origin = origin_of(claim.source);
      time.raw = claim.value;
      time.page = claim.page;
      time.is_element = true;
      times.push_back(std::move(time));
      return;
    }
  }
}

// "27.1.2022 - The council ...", "(21 November 2022) Prices rise": the day with which the text
// opens, below a standfirst perhaps.
void take_opening(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr size_t kLongestDate = 60;
  constexpr uint32_t kMostBlocks = 6;
  constexpr int kOpeningRank = 18;             // before the address
  constexpr uint32_t kFewestWordsInCell = 15;  // of a paragraph in a table that is the layout
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = context.first_body; i < count && i - context.first_body < kMostBlocks; ++i) {
    const Block& block = context.block(i);
    const std::string_view start = utf8_prefix(block.text, kLongestDate);
    const bool is_fact = block.is_cell && block.word_count < kFewestWordsInCell;
    if (block.role != Role::kBody || block.is_list_item || is_fact) continue;
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

// "Posted by Ana Ruiz at December 16, 2025 11:15 AM": a line of its own right behind the text may
// tell the time of day. It does not stand against what is declared: reprints name the first day
// there, and the lines of other stories begin (3 pages of the labelled sets, 3 wrong).
void take_closing(const FieldContext& context, std::vector<TimeClaim>& times) {
  constexpr uint32_t kMostBehind = 3;  // blocks
  constexpr size_t kLongestLine = 160;
  constexpr int kClosingRank = 16;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  if (context.first_body > context.last_body) return;
  for (uint32_t i = std::max(context.last_body, context.head_end);
       i < count && i <= context.last_body + kMostBehind; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestLine || block.heading_level > 0 ||
        block.linked_letter_count > 0 || block.is_list_item || block.is_figcaption)
      continue;
    const std::vector<Moment> moments = find_dates(block.text, context.dates);
    if (moments.empty() || moments[0].precision < Precision::kDay ||
        (hints_of(context, block) & kSaysComment))
      continue;
    const std::string_view before = block.text.substr(0, moments[0].begin);
    constexpr size_t kLongestLabel = 60;
    if (before.size() > kLongestLabel || date_label_of(before) != 1) continue;
    TimeClaim time = visible_claim(context, i, moments[0], 1, 0);
    time.rank = kClosingRank;
    time.raw = trim_space(block.text.substr(0, moments[0].end));
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

}  // namespace

std::vector<TimeClaim> collect_times(const FieldContext& context) {
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
    if (time.is_element && is_of_review(context, claim.node)) continue;
    times.push_back(std::move(time));
  }
  for (uint32_t i = context.head_begin; i < context.head_end; ++i) take_block(context, i, times);
  const bool found = std::any_of(times.begin(), times.end(), [](const TimeClaim& time) {
    return time.is_modified ? time.is_by_class && time.is_below_title : time.rank < 20;
  });
  if (!found) take_elsewhere(context, times);
  if (!found && times.empty()) take_closing_element(context, times);
  if (!found && times.empty()) take_opening(context, times);
  take_closing(context, times);
  // Of several <time> one below the headline is the story's, one above it a teaser's as often.
  std::stable_sort(times.begin(), times.end(), [](const TimeClaim& a, const TimeClaim& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.is_above < b.is_above;
  });
  return times;
}

}  // namespace copydesk
