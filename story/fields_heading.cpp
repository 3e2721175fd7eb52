// fields_heading.cpp: the heading on the page that is its headline, and the headline's part of it.
// Method: headings that readers see are compared, word by word, with what the page declares; the
// best agreement wins, and where none agrees the place. Not here: what is declared, and whether the
// heading or a declaration is the title (fields_title.cpp).
#include <algorithm>

#include "story/claims_inner.h"
#include "story/fields_title.h"
#include "story/markup.h"
#include "story/runs.h"

namespace copydesk {
namespace {

// A heading whose words agree with a declared title at least so much is the headline.
// Chosen on the development pages: flat between 0.45 and 0.7.
constexpr double kSameTitle = 0.6;
// A cell or a link is the headline only when it is a declared title, or a long part of <title>.
constexpr double kSurelyTitle = 0.8;

// The texts from `first` to `last` in document order.
std::string text_until(const Document& document, NodeId first, NodeId last) {
  std::string text;
  for (NodeId id = first; id != kNoNode; id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).is_text()) text += document.text(id);
    if (id == last) break;
  }
  return text;
}

// Whether the element around a text, below its heading, is marked as a kicker.
bool is_kicker_text(const Document& document, NodeId text) {
  for (NodeId at = document.node(text).parent; at != kNoNode; at = document.node(at).parent) {
    const Node& node = document.node(at);
    if (node.is(Tag::kH1) || node.is(Tag::kH2) || node.is(Tag::kH3) || node.is(Tag::kBody))
      return false;
    if (says_of_names(document.attribute(at, AttributeName::kClass)) & kSaysSection) return true;
  }
  return false;
}

// A headline without the marks that parted it from its kicker.
std::string_view behind_marks(std::string_view text) {
  text = trim_space(text);
  return text.substr(std::min(text.find_first_not_of(" :|-/>"), text.size()));
}

// Whether a <title> opens with a part of a heading and nowhere holds the whole of it: what stands
// before that part is a kicker.
bool opens_title(const Declared& title, std::string_view part, std::string_view whole) {
  const std::string_view letters = title.wording.letters;
  return letters.starts_with(part) && letters.find(whole) == letters.npos;
}

// The same of another declared title that ends with that part, behind a kicker of its own:
// "Lindby: Slate barge closes harbour" over "A quiet week" "Slate barge closes harbour".
bool closes_title(const Declared& title, std::string_view part, std::string_view whole) {
  const std::string_view letters = title.wording.letters;
  return title.text.find(':') != std::string::npos && letters.ends_with(part) &&
         letters.find(whole) == letters.npos;
}

}  // namespace

std::string headline_part(const FieldContext& context, uint32_t index,
                          const std::vector<Declared>& titles) {
  const Block& block = context.block(index);
  if (context.document == nullptr || block.first_text == kNoNode) return std::string(block.text);
  const Document& document = *context.document;
  std::string all, plain, rest;
  bool has_kicker = false, leads_in = false;  // "After the rain:"
  for (NodeId id = block.first_text; id != kNoNode;
       id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).is_text() && permalink_sign(document, id).empty()) {
      const bool kicker = is_kicker_text(document, id);
      has_kicker = has_kicker || kicker;
      if (!kicker) plain += document.text(id);
      // What stands from here on, when it is a declared title by itself.
      if (!all.empty() && rest.empty()) {
        rest = text_until(document, id, block.last_text);
        leads_in = trim_space(all).ends_with(':') || trim_space(rest).starts_with(':');
      }
      all += document.text(id);
    }
    if (id == block.last_text) break;
  }
  const std::string_view plain_view = behind_marks(plain);
  // "After the rain:" leads in what follows, whatever its class says.
  if (has_kicker && count_words(plain_view) >= 2 && !plain_view.ends_with(':'))
    return collapse_space(plain_view);
  const std::string behind = collapse_space(behind_marks(rest));
  if (count_words(behind) >= 3) {
    const std::string letters = fold(behind);
    const std::string whole = fold(all);
    for (const Declared& title : titles)
      if (title.rank < kTitleElementRank
              ? letters == title.wording.letters ||
                    (!leads_in && closes_title(title, letters, whole))
              : title.rank == kTitleElementRank && opens_title(title, letters, whole))
        return behind;
  }
  return std::string(without_permalink(document, block));
}

double best_agreement(std::string_view text, const std::vector<Declared>& titles) {
  const Wording own = wording_of(text);
  double best = 0;
  for (const Declared& title : titles) {
    if (title.rank > kTitleElementRank) continue;
    best = std::max(best, agreement(own, title.wording) - 0.01 * title.rank);
    for (const Declared::Part& part : title.parts)
      best = std::max(best, part.weight * agreement(own, part.wording));
  }
  return best;
}

namespace {

// Old layouts hold the headline in a cell or link it to itself: it must be a declared title then.
bool is_doubtful_title(const Block& block) { return is_linked(block) || block.is_cell; }

double score_of_heading(const FieldContext& context, uint32_t index,
                        const std::vector<Declared>& titles, bool first_h1) {
  const Block& block = context.block(index);
  double best = best_agreement(block.text, titles);
  // A heading that holds a kicker too agrees less than its headline does.
  if (best < kSameTitle && block.heading_level == 1)
    best = best_agreement(headline_part(context, index, titles), titles) - 0.05;
  if (best < kSameTitle) return 0;
  if (block.heading_level == 1 && (best >= kSurelyTitle || !is_doubtful_title(block)))
    best += 0.3;
  else if (block.heading_level > 0)
    best += 0.1;
  if (first_h1) best += 0.02;
  if (hints_of(context, block) & kSaysTitle) best += 0.05;
  return best;
}

Heading find_layout_heading(const FieldContext& context, const std::vector<Declared>& titles) {
  constexpr uint32_t kMostAbove = 400;  // blocks
  Heading best;
  const uint32_t count =
      std::min<uint32_t>(context.first_body, static_cast<uint32_t>(context.list.blocks.size()));
  for (uint32_t i = count > kMostAbove ? count - kMostAbove : 0; i < count; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestTitle || block.letter_count < 10 ||
        block.heading_level > 0 || !is_doubtful_title(block) || is_site_name(context, block.text))
      continue;
    const double score = score_of_heading(context, i, titles, false);
    if (score >= kSurelyTitle && score > best.score) best = {i, score};
  }
  return best;
}

// The end of a trail agrees less with a declared title than the cell that holds the headline.
const Heading& better_of(const Heading& trail, const Heading& cell) {
  return cell.score > trail.score ? cell : trail;
}

// Whether the markup says that this is the other headline, by which the page is not called.
bool is_other_headline(const FieldContext& context, const Block& block) {
  return block.heading_level > 0 && block.element != kNoNode &&
         context.document->attribute(block.element, AttributeName::kItemprop) ==
             "alternativeHeadline";
}

// Whether a heading is the label of a button in one ("Copy the address"), or heads a menu: by
// neither the page is called.
bool is_of_menu(const FieldContext& context, const Block& block) {
  constexpr int kButtonLevels = 2, kMenuLevels = 8;
  if (block.first_text == kNoNode) return false;
  const Document& document = *context.document;
  const NodeId parent = document.node(block.first_text).parent;
  return ancestor_with(document, parent, Tag::kButton, kButtonLevels) != kNoNode ||
         ancestor_with(document, parent, Tag::kNav, kMenuLevels) != kNoNode;
}

// Whether the <h1> right above the text is the headline and not what agrees best with a <title>,
// when nothing else is declared: a heading in the text, the site's name in the masthead. A <title>
// is written for search engines; repeated between the two, or letter by letter, it stands. Counted
// on all labelled sets without their declarations: 31 such pages are called by the <h1>, 9 by the
// other.
bool is_beaten(const FieldContext& context, const Heading& best, uint32_t h1,
               const std::vector<Declared>& titles) {
  constexpr double kExact = 0.99;
  const bool is_between = best.block > h1 && best.block <= context.first_body;
  // On pages that sell or list a slogan stands there.
  const bool is_slogan = is_offer(context.story.page_type) && best.block < context.first_body;
  return best.block != FieldBlocks::kNone && declares_none(titles) && !is_between && !is_slogan &&
         best.score < kExact && context.block(best.block).heading_level != 1;
}

// The only <h1> of a page, when it stands above the text, however much between them, or is the
// first block that the choice took for it; else kNone.
uint32_t farther_h1(const FieldContext& context, uint32_t only_h1) {
  constexpr uint32_t kMostBetween = 24, kFewestWords = 3;
  const bool is_above = only_h1 <= context.first_body &&
                        context.first_body - only_h1 <= kMostBetween &&
                        context.block(only_h1).word_count >= kFewestWords;
  return is_above ? only_h1 : FieldBlocks::kNone;
}

}  // namespace

Heading find_heading(const FieldContext& context, const std::vector<Declared>& titles) {
  Heading best;
  constexpr uint32_t kNone = FieldBlocks::kNone;
  uint32_t h1_count = 0, only_h1 = kNone, near_h1 = kNone;
  constexpr uint32_t kMostHeadings = 3000;
  constexpr uint32_t kMostBetween = 12;  // blocks between headline and text
  const uint32_t count =
      std::min<uint32_t>(kMostHeadings, static_cast<uint32_t>(context.list.blocks.size()));
  for (uint32_t i = 0; i < count; ++i) {
    const Block& block = context.block(i);
    if (!is_shown(block) || block.text.size() > kLongestTitle || block.letter_count < 3) continue;
    const bool heading = block.heading_level >= 1 && block.heading_level <= 3;
    if (!heading && (is_doubtful_title(block) || i > context.first_body || block.letter_count < 10))
      continue;
    if (is_site_name(context, block.text) || is_other_headline(context, block) ||
        (heading && is_of_menu(context, block)))
      continue;
    if (block.heading_level == 1) {
      ++h1_count;
      only_h1 = i;
      if (i < context.first_body && context.first_body - i <= kMostBetween && block.word_count >= 3)
        near_h1 = i;
    }
    if (block.is_figcaption || (heading && block.is_cell)) continue;
    const double score =
        score_of_heading(context, i, titles, block.heading_level == 1 && h1_count == 1);
    if (score > best.score) best = {i, score};
  }
  if (h1_count == 0 && (best.block == kNone || context.block(best.block).heading_level == 0))
    best = better_of(best, find_layout_heading(context, titles));
  if (best.block == kNone && h1_count == 1 &&
      (titles.empty() || context.block(only_h1).letter_count > 8))
    best = {only_h1, 0};
  if (best.block == kNone && near_h1 != kNone) best = {near_h1, 0};
  if (near_h1 == kNone && h1_count == 1 && !is_offer(context.story.page_type))
    near_h1 = farther_h1(context, only_h1);
  if (near_h1 != kNone && is_beaten(context, best, near_h1, titles)) best = {near_h1, 0};
  return best;
}

Heading find_heading_at_text(const FieldContext& context, bool is_offer, bool is_site_title) {
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  // Where the text stands in cells, so may its headline.
  const bool takes_cells =
      is_site_title && context.first_body < count && context.block(context.first_body).is_cell;
  for (uint32_t i = context.first_body > 0 ? context.first_body - 1 : 0;
       i < count && i <= context.first_body + 1; ++i) {
    const Block& block = context.block(i);
    const uint8_t lowest = is_offer ? 1 : 6;  // what is listed has headings of its own
    if (block.heading_level == 0 || block.heading_level > lowest || !is_shown(block) ||
        block.word_count < 2 || block.text.size() > kLongestTitle || is_linked(block) ||
        (block.is_cell && !takes_cells) || block.is_figcaption || is_site_name(context, block.text))
      continue;
    return {i, 0};
  }
  return {};
}

Heading find_marked_headline(const FieldContext& context) {
  constexpr uint32_t kAbove = 8, kBelow = 3, kFewestWords = 3, kMostWords = 25;
  const uint32_t count = static_cast<uint32_t>(context.list.blocks.size());
  const uint32_t begin = context.first_body - std::min(context.first_body, kAbove);
  for (uint32_t i = begin; i + 1 < count && i <= context.first_body + kBelow; ++i) {
    const Block& block = context.block(i);
    size_t lead = 0;
    if (is_shown(block) && !is_linked(block) && block.word_count >= kFewestWords &&
        block.word_count <= kMostWords && (hints_of(context, block) & kSaysTitle) &&
        opens_byline(context.block(i + 1).text, lead) && !opens_byline(block.text, lead))
      return {i, 0};
  }
  return {};
}

}  // namespace copydesk
