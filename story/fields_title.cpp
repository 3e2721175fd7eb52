// fields_title.cpp: the headline as shown, without the site's name.
// Method: the heading that is the headline stands against what the page declares, each kind of
// declaration with a vote. Not here: which heading that is (fields_heading.cpp), what the site
// calls itself (fields_site.cpp), the other fields (fields.cpp lists them).
#include "story/fields_title.h"

#include <algorithm>
#include <map>

#include "story/claims_inner.h"
#include "story/jsonld.h"
#include "story/markup.h"
#include "story/runs.h"

namespace copydesk {
namespace {

// The words that two wordings share, a word that both have twice twice.
size_t shared_words(const Wording& a, const Wording& b) {
  size_t hits = 0;
  for (auto left = a.words.begin(), right = b.words.begin();
       left != a.words.end() && right != b.words.end();) {
    hits += *left == *right;
    const bool steps_left = *left <= *right, steps_right = *right <= *left;
    left += steps_left;
    right += steps_right;
  }
  return hits;
}

int title_rank(const Claim& claim) {
  switch (claim.source) {
    case ClaimSource::kJsonLd:
      return claim.key == "headline" ? (claim.is_main ? 0 : 5) : (claim.is_main ? 6 : 8);
    case ClaimSource::kOpenGraph:
      return 1;
    case ClaimSource::kMicrodata:
    case ClaimSource::kRdfa:
      return claim.is_main && claim.key == "headline" ? 2 : 9;
    case ClaimSource::kTwitter:
      return 3;
    case ClaimSource::kMeta:
    case ClaimSource::kDublinCore:
      return 4;
    default:
      return kTitleElementRank;
  }
}

void read_wording(Declared& title) {
  title.wording = wording_of(title.text);
  if (title.rank != kTitleElementRank) return;
  const double all_words = static_cast<double>(std::max<size_t>(1, count_words(title.text)));
  for (const std::string_view part : parts_of_title(title.text)) {
    // The longer the part, the likelier it is the headline and no rubric.
    const double share = static_cast<double>(count_words(part)) / all_words;
    title.parts.push_back({wording_of(part), 0.7 + 0.25 * share});
  }
}

std::vector<Declared> declared_titles(const FieldContext& context) {
  std::vector<Declared> titles;
  const Claim* whole = title_element(context);
  for (const Claim& claim : context.claims.claims) {
    if (claim.field != ClaimField::kTitle || claim.value.size() > kLongestTitle ||
        is_cut_at_quote(whole, claim))
      continue;
    std::string text = without_site_name(context, collapse_space(strip_tags(claim.value)));
    if (text.empty() || is_site_name(context, text)) continue;
    titles.push_back({std::move(text), &claim, title_rank(claim), {}, {}});
    read_wording(titles.back());
  }
  std::stable_sort(titles.begin(), titles.end(),
                   [](const Declared& a, const Declared& b) { return a.rank < b.rank; });
  return titles;
}

}  // namespace

std::string strip_tags(std::string_view text) {
  return text.find('<') == std::string_view::npos ? std::string(text) : strip_markup(text);
}

Wording wording_of(std::string_view text) {
  constexpr size_t kMostWords = 100, kFewWords = 24;
  Wording wording;
  FoldRoom room;
  const std::string_view folded = room.words(text);
  wording.letters.reserve(folded.size());
  wording.words.reserve(kFewWords);
  for (size_t begin = 0; begin < folded.size();) {
    const size_t end = std::min(folded.find(' ', begin), folded.size());
    const std::string_view word = folded.substr(begin, end - begin);
    wording.letters += word;
    if (wording.words.size() < kMostWords)
      wording.words.push_back(std::hash<std::string_view>()(word));
    begin = end + 1;
  }
  std::ranges::sort(wording.words);
  return wording;
}

double agreement(const Wording& a, const Wording& b) {
  if (a.letters.empty() || b.letters.empty()) return 0;
  if (a.letters == b.letters) return 1;
  return 2.0 * static_cast<double>(shared_words(a, b)) /
         static_cast<double>(a.words.size() + b.words.size());
}

namespace {

// The headline over several lines: blocks of one heading parted by <br>, when together they agree
// better.
std::string joined_heading(FieldContext& context, uint32_t index,
                           const std::vector<Declared>& titles, std::string text) {
  for (uint32_t i = index + 1; i < context.list.blocks.size(); ++i) {
    Block& next = context.list.blocks[i];
    if (!next.is_after_break || next.heading_level != context.block(index).heading_level ||
        next.element != context.block(index).element)
      break;
    std::string longer = text;
    longer += ' ';
    longer += next.text;
    if (best_agreement(longer, titles) <= best_agreement(text, titles)) break;
    text = std::move(longer);
    next.role = Role::kTitle;
  }
  return text;
}

// A part of <title> without the site's name, when nothing else tells where the headline ends.
std::string bare_title_element(std::string_view title) {
  const std::vector<std::string_view> parts = parts_of_title(title);
  if (parts.size() < 2 || count_words(parts.front()) < 3 || count_words(parts.back()) > 5)
    return std::string(title);
  const char* end = parts.back().data();
  std::string_view kept = trim_space(title.substr(0, static_cast<size_t>(end - title.data())));
  for (std::string_view mark : {"|", "-", "–", "—", "::", "»", "·", "«", "/", "•"})
    if (kept.ends_with(mark))
      return std::string(trim_space(kept.substr(0, kept.size() - mark.size())));
  return std::string(title);
}

// Weights of the vote between the heading as shown and the declarations. Chosen on all labelled
// sets but wcxb-dev: the heading loses only when two others agree against it.
double vote_weight(const Declared& title) {
  switch (title.rank) {
    case 0:
    case 1:
    case 2:
      return 1.0;
    case kTitleElementRank:
      return 0.6;
    default:
      return 0.2;
  }
}

// A heading as it stands in the vote.
struct Shown {
  std::string_view text;
  std::string_view whole;  // with its kicker: declarations that hold it too speak for the heading
  bool is_main = false;    // <h1>
  bool is_offer = false;   // of a page that sells or lists: its heading may be a slogan
};

constexpr double kHeadingWeight = 2.2;
// What a declared title needs more of than the heading to win.
double heading_weight(const Shown& heading, const std::string& shown, const std::string& declared) {
  // Counted on all labelled sets where nobody declares the heading: below <h1> two declarations
  // alike are right on 22 pages, the heading on 3; of slogans 28 and 11.
  constexpr double kDoubtfulWeight = 1.0, kSlogan = 0.55;
  if (declared.starts_with(shown) || (declared.ends_with(shown) && !heading.is_offer))
    return kHeadingWeight;
  if (!heading.is_main) return kDoubtfulWeight;
  const bool is_slogan =
      heading.is_offer && (shown.ends_with(declared) || agreement(shown, declared) < kSlogan);
  return is_slogan ? kDoubtfulWeight : kHeadingWeight;
}

// The declared title that outvotes the heading, or null.
const Declared* outvoting(const std::vector<Declared>& titles, const Shown& heading) {
  const std::string shown = fold_words(heading.text);
  // Each kind of declaration votes once for a title.
  std::map<std::string, std::map<int, double>> votes;
  const std::string with_kicker = fold_words(heading.whole);
  const auto key_of = [&](const Declared& title) {
    std::string key = fold_words(title.text);
    return key == with_kicker ? shown : key;
  };
  for (const Declared& title : titles) votes[key_of(title)][title.rank] = vote_weight(title);
  const auto sum = [&](const std::string& key) {
    double total = 0;
    const auto found = votes.find(key);
    if (found != votes.end())
      for (const auto& [rank, weight] : found->second) total += weight;
    return total;
  };
  const double own = shown.empty() ? 0 : sum(shown);
  double best = 0;
  const Declared* winner = nullptr;
  for (const Declared& title : titles) {
    const std::string key = key_of(title);
    if (key == shown) continue;
    const double total = sum(key);
    const double against = shown.empty() ? 0
                           : own > 0     ? own + kHeadingWeight
                                         : heading_weight(heading, shown, key);
    if (total <= std::max(best, against) + 1e-9) continue;
    best = total;
    winner = &title;
  }
  return winner;
}

// A title that no heading shows ends at its first bar: behind it stand rubrics and the site.
std::string before_bar(std::string_view title) {
  const size_t bar = title.find(" | ");
  if (bar == std::string_view::npos || count_words(title.substr(0, bar)) < 2)
    return std::string(title);
  return std::string(trim_space(title.substr(0, bar)));
}

// "River rises | Opinion": a few words behind a bar are a rubric, also in a heading.
std::string without_rubric(std::string_view title) {
  constexpr size_t kLongestRubric = 3, kShortestHeadline = 4;  // words
  const size_t bar = title.rfind(" | ");
  if (bar == std::string_view::npos || count_words(title.substr(bar + 3)) > kLongestRubric ||
      count_words(title.substr(0, bar)) < kShortestHeadline)
    return std::string(title);
  return std::string(trim_space(title.substr(0, bar)));
}

}  // namespace

// A title and both sides of each mark in it, folded, if they are long enough for a headline.
std::vector<std::string> sides_of(std::string_view title) {
  constexpr uint32_t kFewestWords = 3;
  constexpr size_t kMostSides = 8;
  std::vector<std::string> sides;
  if (count_words(title) >= kFewestWords) sides.push_back(fold(title));
  for (size_t at = 1; at < title.size() && sides.size() < kMostSides; ++at)
    if (const size_t length = separator_at(title, at); length > 0)
      for (const std::string_view side : {title.substr(0, at), title.substr(at + length)})
        if (count_words(side) >= kFewestWords) sides.push_back(fold(side));
  return sides;
}

// The block that is a title element or one side of it and nothing more: the headline of a page that
// marks none, "The Carrow Herald: Clock stopped by a wasp". kNone: no block, or different ones,
// are.
uint32_t headline_in_title(const FieldContext& context, std::string_view title) {
  constexpr size_t kLastBlock = 400;
  const std::vector<std::string> sides = sides_of(title);
  uint32_t found = FieldBlocks::kNone;
  const size_t end = sides.empty() ? 0 : std::min(kLastBlock, context.list.blocks.size());
  for (uint32_t i = 0; i < end; ++i) {
    const Block& block = context.block(i);
    if (block.text.size() > title.size() || !is_shown(block) || block.linked_letter_count > 0 ||
        std::find(sides.begin(), sides.end(), fold(block.text)) == sides.end())
      continue;
    if (found == FieldBlocks::kNone)
      found = i;
    else if (fold(context.block(found).text) != fold(block.text))
      return FieldBlocks::kNone;
  }
  return found;
}

// A title element alone says what the headline is: true when a block repeats a side of it.
bool take_headline_in_title(FieldContext& context, std::string_view title) {
  const uint32_t block = headline_in_title(context, title);
  if (block == FieldBlocks::kNone) return false;
  context.blocks.title = block;
  context.list.blocks[block].role = Role::kTitle;
  context.story.title = std::string(context.block(block).text);
  trace(context, "title", Origin::kVisible, context.block(block).page);
  return true;
}

namespace {

// A title element as it must be put where the site's name is not to be left out: on the front page
// of a service, which shows its slogan as the heading and is called by its name too, "Ledgerly:
// Invoices that pay themselves" (counted on the labelled sets: right on 10 pages, the slogan alone
// on 2), and where nothing but that name would be a title. Empty: the title stays as it is.
std::string with_site_name(const FieldContext& context, const Claim& claim) {
  const std::string& title = context.story.title;
  const bool is_front_of_service =
      context.story.page_type == "service" && is_front_page(context.url, host_of(context.url));
  if (!title.empty() && !is_front_of_service) return {};  // nearly every page
  const std::string whole = collapse_space(strip_tags(claim.value));
  if (title.empty()) return whole.size() <= kLongestTitle ? whole : std::string();
  const std::vector<std::string_view> parts = parts_of_title(whole);
  if (parts.size() < 2 || !is_site_name(context, parts[0]) || fold(parts[1]) != fold(title))
    return {};
  const std::string_view end = parts.size() > 2 && is_site_name(context, parts.back())
                                   ? parts[parts.size() - 2]
                                   : parts.back();
  return whole.substr(0, static_cast<size_t>(end.data() + end.size() - whole.data()));
}

// "Clock stopped (Page 2)": which page of a thread it is.
std::string_view without_page(std::string_view part) {
  constexpr size_t kLongestPage = 12;  // bytes
  const size_t open = part.rfind(" (");
  if (!part.ends_with(')') || open == part.npos || part.size() - open > kLongestPage) return part;
  return part.find_first_of("0123456789", open) == part.npos ? part : part.substr(0, open);
}

// Whether a block is a text, with what stands in brackets behind it perhaps: "Clock stopped
// (self.lindby)".
bool shows(std::string_view block, std::string_view text) {
  constexpr size_t kLongestBehind = 40;  // bytes
  if (fold(block) == fold(text)) return true;
  if (!block.starts_with(text) || block.size() - text.size() > kLongestBehind) return false;
  const std::string_view behind = trim_space(block.substr(text.size()));
  return behind.starts_with('(') && behind.ends_with(')');
}

// A thread's or a story's title below a heading that is the other part of <title>, the name of the
// site or of the board: true when it was taken. Counted on all labelled sets: one page, rightly.
bool take_title_below(FieldContext& context, uint32_t heading) {
  constexpr uint32_t kLongText = 20, kFewestWords = 3, kMostBelow = 200;
  const Claim* claim = title_element(context);
  if (claim == nullptr || claim->value.size() > kLongestTitle) return false;
  const std::string title = collapse_space(strip_tags(claim->value));
  const std::vector<std::string_view> parts = parts_of_title(title);
  const std::string_view name = context.block(heading).text;
  const std::string letters = fold(name);
  if (std::ranges::none_of(parts, [&](std::string_view part) { return fold(part) == letters; }))
    return false;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  for (uint32_t i = heading + 1; i < count && i <= heading + kMostBelow; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block)) continue;
    if (block.is_after_break && block.element == context.block(heading).element) return false;
    for (std::string_view part : parts) {
      part = without_page(part);
      const size_t words = count_words(part);
      if (words < kFewestWords || words <= count_words(name) || block.text.size() > kLongestTitle ||
          !shows(block.text, part))
        continue;
      context.blocks.title = i;
      context.list.blocks[i].role = Role::kTitle;
      context.story.title = std::string(part);
      trace(context, "title", Origin::kVisible, block.page);
      return true;
    }
    if (block.role == Role::kBody && block.word_count >= kLongText) return false;
  }
  return false;
}

// "Author Topic: Clock stopped (Read 2044 times)": the declared title with a label and a count
// around it.
std::string_view without_count(std::string_view shown, const std::vector<Declared>& titles) {
  constexpr size_t kFewestWords = 2, kMostBefore = 3, kMostBehind = 6;
  if (!shown.ends_with(')')) return shown;
  for (const Declared& title : titles) {
    const size_t at = shown.find(title.text);
    if (at == shown.npos || count_words(title.text) < kFewestWords) continue;
    const std::string_view before = trim_space(shown.substr(0, at));
    const std::string_view behind = trim_space(shown.substr(at + title.text.size()));
    if ((before.empty() || before.ends_with(':')) && behind.starts_with('(') &&
        behind.find_first_of("0123456789") != behind.npos && count_words(behind) <= kMostBehind &&
        count_words(behind) >= kFewestWords && count_words(before) <= kMostBefore)
      return shown.substr(at, title.text.size());
  }
  return shown;
}

// The headline of a page that declares none.
Heading undeclared_heading(const FieldContext& context, const std::vector<Declared>& titles,
                           bool offers) {
  constexpr uint32_t kLongestSiteTitle = 3;  // words
  const bool is_site_title =
      titles.empty() || count_words(titles.front().text) <= kLongestSiteTitle;
  const Heading heading = find_heading_at_text(context, offers, is_site_title);
  return heading.block == FieldBlocks::kNone ? find_marked_headline(context) : heading;
}

void choose_title(FieldContext& context) {
  const std::vector<Declared> titles = declared_titles(context);
  const bool offers = is_offer(context.story.page_type);
  Heading heading = find_heading(context, titles);
  if (heading.block == FieldBlocks::kNone && declares_none(titles)) {
    if (!titles.empty() && take_headline_in_title(context, titles.front().text)) return;
    heading = undeclared_heading(context, titles, offers);
  }
  std::string shown, whole;
  ByteRange page;
  if (heading.block != FieldBlocks::kNone && take_title_below(context, heading.block)) return;
  if (heading.block != FieldBlocks::kNone) {
    context.blocks.title = heading.block;
    shown = joined_heading(context, heading.block, titles,
                           headline_part(context, heading.block, titles));
    shown = without_count(without_site_name(context, shown), titles);
    whole = without_site_name(context, context.block(heading.block).text);
    page = context.block(heading.block).page;
    context.list.blocks[heading.block].role = Role::kTitle;
  }
  const bool is_main =
      heading.block != FieldBlocks::kNone && context.block(heading.block).heading_level == 1;
  const Declared* winner = heading.score > 0 || shown.empty() || offers
                               ? outvoting(titles, {shown, whole, is_main, offers})
                               : nullptr;
  if (winner == nullptr) {
    if (!context.claims.escapes.talks_about_html()) shown = mend_double_escapes(shown);
    context.story.title = without_rubric(trim_space(shown));
    if (!context.story.title.empty()) trace(context, "title", Origin::kVisible, page);
    return;
  }
  context.story.title = before_bar(winner->rank == kTitleElementRank && shown.empty()
                                       ? bare_title_element(winner->text)
                                       : winner->text);
  trace(context, "title", origin_of(winner->claim->source), winner->claim->page);
}

}  // namespace

void settle_title(FieldContext& context) {
  choose_title(context);
  const Claim* claim = title_element(context);
  std::string title = claim != nullptr ? with_site_name(context, *claim) : std::string();
  if (title.empty()) return;
  context.story.title = std::move(title);
  std::erase_if(context.story.provenance.fields,
                [](const FieldOrigin& origin) { return origin.field == "title"; });
  trace(context, "title", origin_of(claim->source), claim->page);
}

}  // namespace copydesk
