// related.cpp: teasers of other stories inside a story -> out of its text and into `related`
// (read_related of asides.h). Method: own; a teaser is a block that is a link and nothing else, or
// that opens with a teaser's label. On listings lists of links are the text itself: for news pages.
#include <algorithm>
#include <unordered_set>

#include "story/asides.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMaxTeaserBytes = 220;
constexpr uint32_t kMinTeaserWords = 3;
// Above this share of the chosen letters, what looks like a teaser is what the page is made of.
// wcxb-dev loses .12 of F1 on listings without it.
constexpr double kMaxTeaserShare = 0.12;

/// A text long enough to be a headline in scripts with and without spaces.
bool is_headline_long(std::string_view text) {
  return text.size() <= kMaxTeaserBytes && (count_words(text) >= kMinTeaserWords ||
                                            (unspaced_share(text) > 0.5f && text.size() >= 18));
}

class RelatedReader {
 public:
  explicit RelatedReader(Reading& reading)
      : reading_(reading), blocks_(reading.list.blocks), story_(reading.story) {}

  void read() {
    if (!reading_.has_body()) return;
    read_teasers();
    read_linked_asides();
  }

 private:
  uint32_t count() const { return static_cast<uint32_t>(blocks_.size()); }
  bool is_body(uint32_t i) const { return blocks_[i].role == Role::kBody; }

  void take_teaser(uint32_t i, std::string_view title) {
    blocks_[i].role = Role::kTeaser;
    if (!is_headline_long(title) || is_teaser_label(title)) return;
    const std::string url = link_of(reading_, blocks_[i]);
    if (url.empty() || !known_teasers_.insert(fold(title)).second) return;
    story_.related.push_back({std::string(title), url});
  }

  /// Whether a linked block leads out of the page: not to a place in it, not a mail address.
  bool leads_away(uint32_t i) const {
    const std::string url = link_of(reading_, blocks_[i]);
    const std::string_view page = url;
    return page.starts_with("http") && page.substr(0, page.find('#')) != reading_.base;
  }

  /// Teasers among the chosen blocks: "RELATED: ...", paragraphs and short lists that are links and
  /// nothing else.
  void read_teasers() {
    std::vector<std::pair<uint32_t, std::string>> teasers;
    uint64_t letters = 0;
    for (uint32_t i = reading_.first_body; i <= reading_.last_body; ++i) {
      std::string title;
      if (!is_body(i) || !is_teaser(i, title)) continue;
      letters += blocks_[i].letter_count;
      teasers.emplace_back(i, std::move(title));
    }
    if (static_cast<double>(letters) > kMaxTeaserShare * static_cast<double>(chosen_letters()))
      return;
    for (const auto& [i, title] : teasers) take_teaser(i, title);
    find_story(reading_);
  }

  bool is_teaser(uint32_t i, std::string& title) const {
    const Block& block = blocks_[i];
    if (block.text.size() > 400 || block.is_cell || block.is_preformatted) return false;
    std::string_view rest = after_teaser_label(block.text);
    if (!rest.empty() && block.text.size() < 260 &&
        block.linked_letter_count * 2 > fold(rest).size()) {
      title = rest.ends_with(']') ? rest.substr(0, rest.size() - 1) : rest;
      return true;
    }
    if (is_teaser_label(block.text)) {
      const bool is_before_link = i + 1 < count() && is_link(blocks_[i + 1]);
      return block.heading_level > 0 || i == reading_.last_body || is_before_link;
    }
    title = std::string(block.text);
    return is_link(block) && is_headline_long(block.text) && leads_away(i) && stands_alone(i);
  }

  uint64_t chosen_letters() const {
    uint64_t letters = 0;
    for (uint32_t i = 0; i < count(); ++i) letters += is_body(i) ? blocks_[i].letter_count : 0;
    return letters;
  }

  /// Whether a linked block is a teaser between paragraphs, not an item of a list of sources or a
  /// line of a poem.
  bool stands_alone(uint32_t i) const {
    const Block& block = blocks_[i];
    if (block.is_after_break || (i + 1 < count() && blocks_[i + 1].is_after_break)) return false;
    if (!block.is_list_item) return true;
    const NodeId list = list_around(reading_, blocks_[i]);
    if (list == kNoNode) return false;
    const BlockRange range = blocks_below(reading_, list);
    uint32_t links = 0, texts = 0;
    for (uint32_t k = range.begin; k < range.end; ++k) ++texts, links += is_link(blocks_[k]);
    return links == texts && texts <= 6;
  }

  /// Teasers that were not chosen and stand between the first and the last chosen block.
  void read_linked_asides() {
    for (uint32_t i = reading_.first_body; i <= reading_.last_body && i < count(); ++i) {
      const Block& block = blocks_[i];
      if (block.role != Role::kUnknown && block.role != Role::kBoilerplate) continue;
      if (!is_visible(block) || !is_link(block) || !is_headline_long(block.text) || !leads_away(i))
        continue;
      if (is_under_hint(
              reading_, block.element,
              kHintShare | kHintAd | kHintComments | kHintCredit | kHintPerson | kHintCaption, 5) &&
          !is_under_hint(reading_, block.element, kHintTeaser, 8))
        continue;
      if (phrase_of(block.text) != Phrase::kNone) continue;
      std::string_view title = after_teaser_label(block.text);
      take_teaser(i, title.empty() ? block.text : title);
    }
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  Story& story_;
  std::unordered_set<std::string> known_teasers_;
};

}  // namespace

void read_related(Reading& reading) { RelatedReader(reading).read(); }

}  // namespace copydesk
