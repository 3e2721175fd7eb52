// boxes.cpp: boxes that were chosen with the text around them -> out of it (drop_boxes and
// drop_consent of asides.h). Method: own. A box is known by the words of its class, by a field for
// an e-mail address in it, or, a pull quote, by saying what a paragraph says. Each kind goes only
// where little of the text goes with it.
#include <algorithm>
#include <span>

#include "story/asides.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Boxes with more of the chosen letters than this are what the page is made of.
constexpr double kMaxBoxShare = 0.25;
constexpr uint32_t kBoxHints = kHintPromo | kHintAd | kHintBox;
constexpr int kBoxLevels = 6;
// The texts of a panel of settings for cookies lie deeper in it than a box's.
constexpr int kConsentLevels = 20;
// Letters that must be left when a consent wall goes; the wall itself may be longer than the story.
constexpr uint64_t kLeastStoryLetters = 300;
// A box around a field for an e-mail address holds no more letters than this.
constexpr uint32_t kMaxOfferLetters = 500;
constexpr int kMaxOfferClimb = 8;
constexpr size_t kMostOffers = 50;
// Pull quotes looked for in the paragraphs: each costs a search through the text.
constexpr size_t kMostQuotes = 20;
constexpr size_t kMinQuoteBytes = 24;

class BoxDropper {
 public:
  explicit BoxDropper(Reading& reading) : reading_(reading), blocks_(reading.list.blocks) {}

  void drop() {
    if (!reading_.has_body()) return;
    drop_other_stories();
    drop_named();
    drop_offers();
    drop_pull_quotes();
  }

  void drop_consent() {
    const std::vector<uint32_t> found =
        chosen_where([&](uint32_t i) { return asks_consent(blocks_[i].element); });
    if (chosen_letters() - letters_of(found) >= kLeastStoryLetters) take_out(found);
  }

 private:
  uint64_t letters_of(std::span<const uint32_t> indices) const {
    uint64_t letters = 0;
    for (const uint32_t i : indices) letters += blocks_[i].letter_count;
    return letters;
  }

  uint64_t chosen_letters() const {
    uint64_t letters = 0;
    for (uint32_t i = 0; i < blocks_.size(); ++i)
      letters += reading_.is_body(i) ? blocks_[i].letter_count : 0;
    return letters;
  }

  void take_out(std::span<const uint32_t> indices) {
    for (const uint32_t i : indices) blocks_[i].role = Role::kBoilerplate;
    if (!indices.empty()) find_story(reading_);
  }

  template <typename Test>
  std::vector<uint32_t> chosen_where(Test test) const {
    std::vector<uint32_t> found;
    for (uint32_t i = 0; i < blocks_.size(); ++i)
      if (reading_.is_body(i) && test(i)) found.push_back(i);
    return found;
  }

  /// Whole stories that a page loads behind its own, each an <article> with an <h1> as the one that
  /// holds the headline is.
  void drop_other_stories() {
    const NodeId own = article_of_title();
    if (own == kNoNode) return;
    const Document& document = reading_.document;
    const BlockRange mine = blocks_below(reading_, own);
    if (reading_.last_body < mine.end) return;  // nearly every page: its nodes need not be walked
    std::vector<uint32_t> others, left;
    NodeId id = next_skipping_children(document, own, kDocumentNode);
    while (id != kNoNode) {
      const bool is_article = document.node(id).is(Tag::kArticle);
      const BlockRange range = is_article ? blocks_below(reading_, id) : BlockRange{};
      if (has_own_headline(range))
        for (uint32_t i = range.begin; i < range.end; ++i)
          if (reading_.is_body(i)) others.push_back(i);
      id = is_article ? next_skipping_children(document, id, kDocumentNode)
                      : next_in_order(document, id, kDocumentNode);
    }
    for (uint32_t i = mine.begin; i < mine.end; ++i)
      if (reading_.is_body(i)) left.push_back(i);
    if (others.empty() || letters_of(left) < kLeastStoryLetters) return;
    for (const uint32_t i : others) blocks_[i].role = Role::kTeaser;
    find_story(reading_);
  }

  /// The outermost <article> around the headline, when that is an <h1>.
  NodeId article_of_title() const {
    NodeId article = kNoNode;
    if (reading_.title_block >= blocks_.size() || blocks_[reading_.title_block].heading_level != 1)
      return article;
    const Document& document = reading_.document;
    for (NodeId id = blocks_[reading_.title_block].element; id != kNoNode;
         id = document.node(id).parent)
      if (document.node(id).is(Tag::kArticle)) article = id;
    return article;
  }

  bool has_own_headline(BlockRange range) const {
    for (uint32_t i = range.begin; i < range.end; ++i)
      if (blocks_[i].heading_level == 1 && is_visible(blocks_[i]) &&
          blocks_[i].text != blocks_[reading_.title_block].text)
        return true;
    return false;
  }

  /// Not is_under_hint(): a wall that is longer than the story holds the container.
  bool asks_consent(NodeId id) const {
    for (int level = 0; level < kConsentLevels && id != kNoNode;
         ++level, id = reading_.document.node(id).parent)
      if (reading_.markup.hints[id] & kHintConsent) return true;
    return false;
  }

  void drop_named() {
    const std::vector<uint32_t> found = chosen_where([&](uint32_t i) {
      return !blocks_[i].is_cell && is_under_hint(reading_, box_of(i), kBoxHints, kBoxLevels);
    });
    if (static_cast<double>(letters_of(found)) <=
        kMaxBoxShare * static_cast<double>(chosen_letters()))
      take_out(found);
  }

  /// What may be a box around a block: not its own paragraph or heading, whose id is often made of
  /// its words.
  NodeId box_of(uint32_t i) const {
    const NodeId element = blocks_[i].element;
    const Tag tag = reading_.document.node(element).tag;
    const bool is_text = blocks_[i].heading_level > 0 || tag == Tag::kP || tag == Tag::kLi;
    return is_text ? reading_.document.node(element).parent : element;
  }

  bool asks_for_address(NodeId id) const {
    const Document& document = reading_.document;
    return document.node(id).is(Tag::kInput) &&
           (attribute_named(document, id, "type") == "email" ||
            find_ignoring_case(document.attribute(id, AttributeName::kName), "email") !=
                std::string_view::npos);
  }

  /// The widest element around a field that holds an offer and nothing more; empty: none.
  BlockRange offer_around(NodeId field) const {
    BlockRange offer;
    NodeId id = reading_.document.node(field).parent;
    for (int level = 0; level < kMaxOfferClimb && id != kNoNode && id != reading_.container;
         ++level) {
      const BlockRange range = blocks_below(reading_, id);
      uint32_t letters = 0;
      for (uint32_t i = range.begin; i < range.end && letters <= kMaxOfferLetters; ++i)
        letters += blocks_[i].letter_count;
      if (letters > kMaxOfferLetters) break;
      offer = range;
      id = reading_.document.node(id).parent;
    }
    return offer;
  }

  void drop_offers() {
    const uint32_t begin = reading_.places[reading_.first_body],
                   end = reading_.places[reading_.last_body];
    size_t seen = 0;
    for (const NodeId id : reading_.markup.fields) {
      const uint32_t place = reading_.place(id);
      if (place < begin || place >= end || !asks_for_address(id)) continue;
      if (++seen > kMostOffers) break;
      const BlockRange offer = offer_around(id);
      const std::vector<uint32_t> found =
          chosen_where([&](uint32_t i) { return i >= offer.begin && i < offer.end; });
      if (static_cast<double>(letters_of(found)) <=
          kMaxBoxShare * static_cast<double>(chosen_letters()))
        take_out(found);
    }
  }

  void drop_pull_quotes() {
    const std::vector<uint32_t> quotes = chosen_where([&](uint32_t i) {
      return blocks_[i].text.size() >= kMinQuoteBytes &&
             is_under_hint(reading_, blocks_[i].element, kHintQuote, kBoxLevels);
    });
    std::vector<uint32_t> copies;
    for (const uint32_t quote : std::span(quotes).first(std::min(quotes.size(), kMostQuotes)))
      if (stands_in_paragraph(quote)) copies.push_back(quote);
    take_out(copies);
  }

  bool stands_in_paragraph(uint32_t quote) const {
    std::string_view words = trim_space(blocks_[quote].text);
    for (const std::string_view mark : {"\"", "“", "”", "„", "«", "»", "'", "‘", "’"}) {
      if (words.starts_with(mark)) words.remove_prefix(mark.size());
      if (words.ends_with(mark)) words.remove_suffix(mark.size());
    }
    for (uint32_t i = 0; i < blocks_.size(); ++i)
      if (i != quote && reading_.is_body(i) && blocks_[i].text.size() > words.size() &&
          blocks_[i].text.find(words) != std::string_view::npos)
        return true;
    return false;
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
};

}  // namespace

void drop_boxes(Reading& reading) { BoxDropper(reading).drop(); }

void drop_consent(Reading& reading) { BoxDropper(reading).drop_consent(); }

}  // namespace copydesk
