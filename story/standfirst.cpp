// standfirst.cpp: the standfirst of an article out of the text and into `dek` (settle_standfirst of
// asides.h). Method: own. A standfirst belongs to the head of the page: the markup calls it so, or
// byline, time or lead picture part it from the text, or it is declared and stands in the <header>
// of the headline, or beside the headline, without the text. A first paragraph that merely repeats
// the declared description is text: half of all pages declare their first paragraph. Labels differ
// here (ARCHITECTURE.md), so the rule asks for a sign.
#include <algorithm>
#include <array>

#include "story/asides.h"
#include "story/fields_inner.h"
#include "story/phrases.h"
#include "story/runs.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMaxStandfirstBytes = 700;
constexpr uint32_t kMinStandfirstWords = 4;
// Elements above a text whose names count. Above the third, "summary" and "description" hold whole
// articles.
constexpr int kNameLevels = 3;
// Paragraphs that the text must have with its standfirst, and the share of the letters that this
// may hold: above, it is a short text's first paragraph. wcxb-dev: flat from .13 to .15, three
// wrong ones more at .20.
constexpr uint32_t kMinParagraphs = 3;
constexpr size_t kParagraphBytes = 60;
constexpr double kMaxShare = 0.15;
// Agreement (F1 of words) with a declared description, above which a text is that description.
constexpr double kAgrees = 0.8;
// Agreement with the headline, above which a line repeats it, with its kicker perhaps.
constexpr double kIsTitle = 0.5;

// Whether a line is a number and its label: "1.0.0 · Source", "Version 2.3.1", "(4.7) of 64
// reviews", "Starting from $12.99".
bool is_number(std::string_view text) {
  constexpr size_t kMostLabel = 2;  // words
  size_t at = 0, words = 0, digits = 0;
  for (std::string_view word = next_word(text, at); !word.empty(); word = next_word(text, at))
    word[0] >= '0' && word[0] <= '9' ? ++digits : ++words;
  return digits > 0 && words <= kMostLabel;
}

// Whether a text has the words of a sentence that sums up, and is neither a number nor a picture's
// credit nor a button's text.
bool has_words(std::string_view text) {
  return (count_words(text) >= kMinStandfirstWords || unspaced_share(text) > 0.5f) &&
         !is_credit_line(text) && !is_number(text) && phrase_of(text) == Phrase::kNone;
}

class StandfirstFinder {
 public:
  explicit StandfirstFinder(Reading& reading)
      : reading_(reading), blocks_(reading.list.blocks), story_(reading.story) {}

  void settle(bool may_leave_text) {
    if (!reading_.has_body() || reading_.title_block >= reading_.first_body) return;
    for (const Claim& claim : reading_.claims.claims)
      if (claim.field == ClaimField::kDek) declare(claim.value);
    const uint32_t i = find_before_text();
    if (i < reading_.first_body) take({i, i + 1});
    // Where the declared one stands before the text, a first paragraph called "intro" is text.
    if (i < reading_.first_body && is_declared(i)) return;
    if (may_leave_text) take_from_text();
  }

 private:
  /// Remembers a declared description, and that which was cut by a length without its dots.
  void declare(std::string_view text) {
    constexpr size_t kShortest = 40;  // bytes
    declared_.push_back(wording_of(text));
    const size_t size = text.size();
    for (const std::string_view dots : {"...", "…", " [...]"})
      if (text.ends_with(dots)) text.remove_suffix(dots.size());
    if (text.size() < size) text = text.substr(0, text.rfind(' '));
    if (text.size() >= kShortest) starts_.push_back(fold(text));
  }

  /// Whether a block is a declared description to the letter, or begins with one, and does not
  /// repeat the headline.
  bool repeats_declared(uint32_t i) const {
    if (starts_.empty() || agreement(blocks_[i].text, story_.title) > kIsTitle) return false;
    const std::string own = fold(blocks_[i].text);
    return std::ranges::any_of(starts_,
                               [&](const std::string& start) { return own.starts_with(start); });
  }

  /// A block between title and text that was not chosen and is the standfirst; first_body: none.
  uint32_t find_before_text() const {
    uint32_t i = reading_.title_block + 1;
    while (i < reading_.first_body &&
           !(is_candidate(i) && (is_named_so(i) || is_declared(i) || repeats_declared(i))))
      ++i;
    if (i == reading_.first_body && stands_below_headline(reading_.title_block + 1))
      return reading_.title_block + 1;
    return i;
  }

  /// Whether a block is a sentence right below the headline that byline, time or picture part from
  /// the text. Counted on all labelled sets: 20 standfirsts, and 2 lines that are none.
  bool stands_below_headline(uint32_t i) const {
    constexpr uint32_t kFewestWords = 8;
    const Block& block = blocks_[i];
    if (is_offer(story_.page_type) || i >= reading_.first_body || !is_candidate(i) ||
        block.word_count < kFewestWords || block.linked_letter_count > 0 ||
        !(ends_sentence(block.text) ||
          (is_beside_title(i) && block.text.find('|') == std::string_view::npos)) ||
        block.text.find("...") != std::string_view::npos)
      return false;
    const Signs signs = signs_between({i, i + 1}, reading_.first_body);
    return signs.byline || signs.picture;
  }

  /// "ASSOCIATED PRESS", "by Staff Report": who wrote it, in a heading below the headline.
  bool is_signed(uint32_t i) const {
    constexpr size_t kLongest = 60;
    const std::string_view text = trim_space(blocks_[i].text);
    size_t lead = 0;
    return is_agency(text) ||
           (text.size() <= kLongest && opens_byline(text, lead) && !ends_sentence(text));
  }

  bool is_candidate(uint32_t i) const {
    const Block& block = blocks_[i];
    if (is_signed(i) || !has_words(block.text)) return false;
    if (!is_visible(block) || block.text.size() > kMaxStandfirstBytes) return false;
    const bool is_repeated = repeats_declared(i);
    if (block.is_list_item && !is_repeated) return false;
    if (block.role != Role::kUnknown && block.role != Role::kBoilerplate) return false;
    constexpr uint32_t kOther = kHintComments | kHintPromo | kHintAd | kHintShare | kHintCaption;
    // "article__teaser"
    const bool is_in_head = head_around(i) != kNoNode || is_beside_title(i);
    const uint32_t other = is_repeated || is_in_head ? kOther : kOther | kHintTeaser;
    return is_named_so(i) || !is_under_hint(reading_, block.element, other, kNameLevels);
  }

  /// Whether an element close above a block calls itself a standfirst and holds no more than one.
  bool is_named_so(uint32_t i) const {
    NodeId id = reading_.document.node(blocks_[i].first_text).parent;
    for (int level = 0; level < kNameLevels && id != kNoNode && id != reading_.container; ++level) {
      if ((reading_.markup.hints[id] & kHintStandfirst) && is_short(id)) return true;
      id = reading_.document.node(id).parent;
    }
    return false;
  }

  bool is_short(NodeId element) const {
    const BlockRange range = blocks_below(reading_, element);
    size_t bytes = 0;
    for (uint32_t i = range.begin; i < range.end && bytes <= kMaxStandfirstBytes; ++i)
      bytes += blocks_[i].text.size();
    return bytes <= kMaxStandfirstBytes;
  }

  bool is_declared(uint32_t i) const { return are_declared({i, i + 1}); }

  /// Whether the texts of a range are together what a description declares.
  bool are_declared(BlockRange range) const {
    if (declared_.empty()) return false;
    std::string all;
    for (uint32_t i = range.begin; i < range.end && all.size() <= kMaxStandfirstBytes; ++i)
      (all += blocks_[i].text) += ' ';
    const Wording own = wording_of(all);
    return std::ranges::any_of(declared_,
                               [&](const Wording& dek) { return agreement(dek, own) > kAgrees; });
  }

  bool may_be_cut() const {
    uint32_t paragraphs = 0;
    for (uint32_t i = reading_.first_body; i < blocks_.size(); ++i)
      paragraphs += reading_.is_body(i) && blocks_[i].text.size() > kParagraphBytes;
    return paragraphs >= kMinParagraphs;
  }

  /// The standfirst that was chosen as the first paragraph.
  void take_from_text() {
    const uint32_t first = reading_.first_body;
    BlockRange range{first, first + 1};
    const bool is_named = is_named_so(first), is_heading = blocks_[first].heading_level > 0;
    const NodeId head = blocks_[first].is_list_item ? kNoNode : head_around(first);
    while (range.end < blocks_.size() && reading_.is_body(range.end) &&
           ((is_named && is_named_so(range.end)) || is_below(head, range.end)))
      ++range.end;
    const bool are_points = blocks_[first].is_list_item && range.end > first + 1;
    const uint32_t next = next_chosen(range.end);
    if (next == blocks_.size() || are_points) return;
    const Signs signs = signs_between(range, next);
    const bool is_certain = is_heading && signs.byline && is_declared(first);
    if (!is_certain && !(may_be_cut() && is_small(range))) return;
    const bool stands_apart = !stands_beside(first, next);
    const bool is_below_title = stands_under_title(first, next);
    const bool is_subheadline = is_heading && is_below_title && has_dateline(next);
    const bool is_parted =
        is_subheadline ||
        (signs.byline &&
         (is_heading || ((stands_apart || is_below_title) && !blocks_[first].is_list_item)));
    const bool is_in_head = head != kNoNode && !is_below(head, next) && are_declared(range);
    const bool is_head_of_page = is_heading || (signs.picture && stands_apart) || is_below_title;
    if (!is_named && !is_parted && !is_in_head && !(is_declared(first) && is_head_of_page)) return;
    const bool is_alone = range.end == first + 1;
    if (!is_signed(first) && is_alone && !has_words(blocks_[first].text)) return;
    if (is_signed(first))
      blocks_[first].role = Role::kByline;
    else
      take(range);
    find_story(reading_);
  }

  /// Whether one of the first texts begins with a dateline. A heading below the headline sums up
  /// such a report: 10 of 10 in the labelled sets; of the other pages with one most sell or serve.
  bool has_dateline(uint32_t first) const {
    constexpr uint32_t kMostBlocks = 300, kMostTexts = 5;
    const auto end = std::min<uint32_t>(first + kMostBlocks, static_cast<uint32_t>(blocks_.size()));
    uint32_t texts = 0;
    for (uint32_t i = first; i < end && texts < kMostTexts; ++i) {
      if (!reading_.is_body(i) || blocks_[i].text.size() <= kParagraphBytes) continue;
      if (!find_dateline(blocks_[i].text).is_absent()) return true;
      ++texts;
    }
    return false;
  }

  /// The <header> around a block that holds the headline too; kNoNode: none.
  NodeId head_around(uint32_t i) const {
    constexpr int kLevels = 8;
    const NodeId head = ancestor_with(reading_.document, blocks_[i].element, Tag::kHeader, kLevels);
    return is_below(head, reading_.title_block) ? head : kNoNode;
  }

  bool is_below(NodeId element, uint32_t i) const {
    return element != kNoNode && i < blocks_.size() &&
           reading_.markup.contains(element, blocks_[i].first_text);
  }

  uint32_t next_chosen(uint32_t i) const {
    while (i < blocks_.size() && !reading_.is_body(i)) ++i;
    return i;
  }

  bool is_small(BlockRange range) const {
    uint64_t all = 0, mine = 0;
    size_t bytes = 0;
    for (uint32_t i = range.begin; i < blocks_.size(); ++i) {
      if (!reading_.is_body(i)) continue;
      all += blocks_[i].letter_count;
      if (i >= range.end) continue;
      mine += blocks_[i].letter_count;
      bytes += blocks_[i].text.size();
    }
    return bytes <= kMaxStandfirstBytes &&
           static_cast<double>(mine) <= kMaxShare * static_cast<double>(all);
  }

  /// Whether the next paragraph is a sibling of a block, or stands inside its element.
  bool stands_beside(uint32_t i, uint32_t next) const {
    const NodeId parent = reading_.document.node(blocks_[i].element).parent;
    return parent != kNoNode && reading_.markup.contains(parent, blocks_[next].first_text);
  }

  bool is_beside_title(uint32_t i) const {
    const Document& document = reading_.document;
    return document.node(blocks_[i].element).parent ==
           document.node(blocks_[reading_.title_block].element).parent;
  }

  /// Whether a block is a sibling of the headline, and the next paragraph stands in another
  /// element.
  bool stands_under_title(uint32_t i, uint32_t next) const {
    if (reading_.title_block >= i) return false;
    const Document& document = reading_.document;
    const NodeId element = blocks_[i].element, parent = document.node(element).parent;
    return is_beside_title(i) && parent != document.node(blocks_[next].element).parent &&
           !reading_.markup.contains(element, blocks_[next].first_text);
  }

  /// What stands between the first block and the next chosen one.
  struct Signs {
    bool byline = false;  // byline or time, and none before the block
    bool picture = false;
  };
  Signs signs_between(BlockRange range, uint32_t next) const {
    Signs signs;
    for (uint32_t i = range.end; i < next; ++i)
      signs.byline |= is_visible(blocks_[i]) && is_byline(i);
    for (uint32_t i = reading_.title_block + 1; i < range.begin; ++i)
      if (is_visible(blocks_[i]) && is_byline(i)) signs.byline = false;
    for (uint32_t place = reading_.places[range.begin]; place < reading_.places[next]; ++place) {
      const Tag tag = reading_.document.node(reading_.markup.in_order[place]).tag;
      signs.picture |=
          tag == Tag::kImg || tag == Tag::kFigure || tag == Tag::kVideo || tag == Tag::kIframe;
    }
    return signs;
  }

  bool is_byline(uint32_t i) const {
    const Role role = blocks_[i].role;
    if (role == Role::kByline || role == Role::kTime) return true;
    return role != Role::kCredit && role != Role::kCaption &&
           is_under_hint(reading_, blocks_[i].element, kHintPerson, 4);
  }

  /// What an element of its own begins a standfirst with, "Lindby." in <span>Lindby.</span>
  /// <span>The harbour ...</span>; empty: nothing.
  std::string_view leading_element(const Block& block) const {
    const Document& document = reading_.document;
    const NodeId element = document.node(block.first_text).parent;
    const std::string_view first = trim_space(document.text(block.first_text));
    const bool is_own =
        element != block.element && !reading_.markup.contains(element, block.last_text);
    return is_own && block.text.starts_with(first) ? first : std::string_view();
  }

  /// Whether the element that a block begins with is called after a place: "location-stamp".
  bool is_called_place(const Block& block) const {
    static constexpr auto kWords =
        std::to_array<std::string_view>({"location", "place", "dateline"});
    const NodeId element = reading_.document.node(block.first_text).parent;
    return has_word(reading_.document.attribute(element, AttributeName::kClass), kWords);
  }

  /// The place before a standfirst, in an element of its own: of a known city, or of the section
  /// that is called so. Without such an element "Dr." opens a sentence as "Berlin." does.
  std::string_view cut_place(const Block& block) {
    const std::string_view first = leading_element(block), text = block.text;
    if (!first.empty() && first.size() < text.size() && is_called_place(block)) {
      const size_t stop = first.ends_with('.') ? first.size() - 1 : first.size();
      if (story_.dateline.is_absent()) story_.dateline.place = first.substr(0, stop);
      return trim_space(text.substr(first.size()));
    }
    if (first.size() < 2 || !first.ends_with('.') || first.size() >= text.size()) return text;
    const std::string_view place = first.substr(0, first.size() - 1);
    const DatelinePrefix prefix = find_dateline(text);
    const bool is_place = (prefix.place == place && prefix.agency.empty()) ||
                          (!story_.section.empty() && fold(place) == fold(story_.section));
    if (!is_place) return text;
    if (story_.dateline.is_absent()) story_.dateline.place = place;
    return trim_space(text.substr(first.size()));
  }

  void take(BlockRange range) {
    story_.dek.clear();
    for (uint32_t i = range.begin; i < range.end; ++i) {
      if (!is_visible(blocks_[i])) continue;
      if (!story_.dek.empty()) story_.dek += ' ';
      const std::string_view text = i == range.begin ? cut_place(blocks_[i]) : blocks_[i].text;
      story_.dek += with_seams_parted(reading_.document, blocks_[i], text);
      blocks_[i].role = Role::kDek;
    }
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  Story& story_;
  std::vector<Wording> declared_;
  std::vector<std::string> starts_;  // folded
};

}  // namespace

void settle_standfirst(Reading& reading, bool may_leave_text) {
  StandfirstFinder(reading).settle(may_leave_text);
}

}  // namespace copydesk
