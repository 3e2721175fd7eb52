// related.cpp: teasers of other stories inside a story -> out of its text and into `related`
// (read_related of asides.h). Method: own; a teaser is a block that is a link and nothing else, or
// that opens with a teaser's label. On listings lists of links are the text itself: for news pages.
#include <algorithm>
#include <array>
#include <unordered_map>

#include "base/base.h"
#include "story/asides.h"
#include "story/claims_inner.h"
#include "story/phrases.h"
#include "story/runs.h"
#include "text/text.h"

namespace copydesk {
namespace {

constexpr size_t kMaxTeaserBytes = 220;
constexpr uint32_t kMinTeaserWords = 3;
// A label, and how far from the text's end one may stand; the teasers behind it, and lines between
// them that are none (kickers, times).
constexpr size_t kMaxLabelBytes = 48;
constexpr uint32_t kMostBehindText = 4;
constexpr uint32_t kMostInBox = 24;
constexpr uint32_t kMostBetween = 3;
constexpr size_t kShortBytes = 60;
// Chosen letters that a box behind a label may take with it.
constexpr double kMaxBoxShare = 0.25;
// Above this share of the chosen letters, what looks like a teaser is what the page is made of.
// wcxb-dev loses .12 of F1 on listings without it.
constexpr double kMaxTeaserShare = 0.12;

/// "news.example.co.uk" -> "example": what a site calls itself in all countries, before the last
/// label of its host, or the last two where a registry keeps names apart by the one before the
/// last.
std::string_view site_of(std::string_view host) {
  static constexpr auto kSecond = std::to_array<std::string_view>(
      {"ac", "co", "com", "edu", "gob", "gov", "ne", "net", "or", "org"});
  const auto last_label = [](std::string_view name) {
    return name.substr(name.rfind('.') + 1);  // npos + 1 is 0
  };
  std::string_view name = host.substr(0, host.rfind('.'));
  if (const std::string_view label = last_label(name);
      label.size() < name.size() && std::ranges::find(kSecond, label) != kSecond.end())
    name.remove_suffix(label.size() + 1);
  return last_label(name);
}

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
    all_letters_ = chosen_letters();
    read_labelled();
    read_teasers_at_end();
    read_teasers();
    read_linked_asides();
    read_labelled_behind();
    drop_rubrics();
  }

 private:
  uint32_t count() const { return static_cast<uint32_t>(blocks_.size()); }
  bool is_body(uint32_t i) const { return blocks_[i].role == Role::kBody; }

  /// A link that nothing calls a teaser must lead to the same site: of 800 that led elsewhere, on
  /// all labelled sets, most sold something.
  void take_teaser(uint32_t i, bool is_labelled) {
    blocks_[i].role = Role::kTeaser;
    const std::string_view title = own_title(i);
    if (!is_headline_long(title) || is_teaser_label(title) || is_offer_button(title)) return;
    const std::string url = link_of(reading_, blocks_[i]);
    if (url.empty() || (!is_labelled && !leads_to_site(url))) return;
    const auto [known, is_new] = known_teasers_.try_emplace(fold(title));
    std::vector<std::string>& places = known->second;
    std::string place = path_of(url);
    if (places.size() < kFewestPlaces && std::ranges::find(places, place) == places.end())
      places.push_back(std::move(place));
    if (!is_new) return;
    story_.related.push_back({with_seams_parted(reading_.document, blocks_[i], title), url});
  }

  static std::string path_of(std::string_view url) {
    return std::string(url.substr(0, url.find_first_of("?#")));
  }

  /// "Read the review", "2 hours ago", a rubric over each of several teasers: a title that leads to
  /// three places is that of none. Counted on all labelled sets: 26 titles of 24 pages, no story
  /// among them.
  void drop_rubrics() {
    std::erase_if(story_.related, [&](const auto& link) {
      const auto known = known_teasers_.find(fold(link.title));
      return known != known_teasers_.end() && known->second.size() >= kFewestPlaces;
    });
  }

  bool leads_to_site(std::string_view url) const {
    const std::string_view page = reading_.base.empty() ? story_.canonical_url : reading_.base;
    return page.empty() || !url.starts_with("http") ||
           site_of(host_of(url)) == site_of(host_of(page));
  }

  /// Whether a linked block leads out of the page: not to a place in it, not a mail address.
  bool leads_away(uint32_t i) const {
    const std::string url = link_of(reading_, blocks_[i]);
    const std::string_view page = url;
    // A saved page may not tell its address: its links stay relative then.
    const bool is_relative = page.find(':') >= std::min(page.find('/'), page.size());
    if (reading_.base.empty() && is_relative) return !page.empty() && !page.starts_with('#');
    return page.starts_with("http") && page.substr(0, page.find('#')) != reading_.base;
  }

  /// Whether a block stands in a table that begins with a head: its links are what it compares. Old
  /// pages lay teasers out by tables, which have none.
  bool is_in_data_table(uint32_t i) {
    constexpr int kMostNodes = 40;  // to the head
    constexpr int kLevels = 12;
    if (!blocks_[i].is_cell) return false;
    const Document& document = reading_.document;
    const NodeId table = ancestor_with(document, blocks_[i].element, Tag::kTable, kLevels);
    if (table == kNoNode || table == seen_table_) return table != kNoNode && has_head_;
    seen_table_ = table;
    has_head_ = false;
    NodeId id = next_in_order(document, table, table);
    for (int nodes = 0; id != kNoNode && nodes < kMostNodes && !has_head_; ++nodes) {
      has_head_ = document.node(id).is(Tag::kTh);
      id = next_in_order(document, id, table);
    }
    return has_head_;
  }

  /// Boxes that a label opens ("More on this", "Up next"), among and right behind the paragraphs.
  void read_labelled() {
    const BlockRange inside = blocks_below(reading_, reading_.container);
    const uint32_t begin = std::min(reading_.title_block, reading_.first_body);
    const uint32_t end = std::min(inside.end, reading_.last_body + kMostBehindText);
    for (uint32_t i = begin; i + 1 < end; ++i)
      if (is_visible(blocks_[i]) && (is_box_label(blocks_[i].text) || is_topic_label(i)) &&
          (i >= inside.begin || announces_two(i, inside.end)))
        i = take_box(i, inside.end);
    read_labelled_below(end);
    find_story(reading_);
  }

  /// A label further down, behind what a page puts below its text, that is the text's sibling: 8
  /// labelled pages have one, and all 27 titles below them are stories or lists of such.
  void read_labelled_below(uint32_t begin) {
    constexpr uint32_t kMostBelow = 60;
    const NodeId parent = parent_of(reading_, reading_.last_body);
    begin = std::max(begin, reading_.last_body + 1);
    const uint32_t end = std::min(blocks_below(reading_, parent).end, begin + kMostBelow);
    for (uint32_t i = begin; i + 1 < end; ++i)
      if (is_visible(blocks_[i]) && is_box_label(blocks_[i].text) &&
          parent_of(reading_, i) == parent)
        i = take_box(i, end);
  }

  static bool is_box_label(std::string_view text) {
    if (text.size() > kMaxLabelBytes) return false;
    if (is_teaser_label(text)) return true;
    size_t length = 0;
    return text.ends_with(':') && opens_phrase(text, Phrase::kRelated, length);
  }

  /// "More on swans", "Most read in news": a label that names its topic.
  bool is_topic_label(uint32_t i) const {
    constexpr uint32_t kMostWords = 5;
    static constexpr auto kStarts = std::to_array<std::string_view>(
        {"more on ",        "more from ",       "more in ",        "more about ",
         "most read in ",   "most popular in ", "most viewed in ", "trending on ",
         "trending in ",    "top stories in ",  "latest in ",      "also in ",
         "also on ",        "read more about ", "related to ",     "mehr zu ",
         "mehr zum thema ", "mehr aus ",        "mehr über ",      "plus sur ",
         "más sobre ",      "más de ",          "meer over ",      "altro su ",
         "mais sobre ",     "läs mer om ",      "les mer om ",     "læs mere om "});
    const Block& block = blocks_[i];
    if (block.text.size() > kMaxLabelBytes || block.word_count > kMostWords || is_link(block) ||
        ends_sentence(block.text))
      return false;
    return std::ranges::any_of(kStarts, [&](std::string_view start) {
      return starts_with_ignoring_case(block.text, start);
    });
  }

  bool is_teaser_link(uint32_t i) const {
    return is_visible(blocks_[i]) && is_link(blocks_[i]) && is_headline_long(blocks_[i].text) &&
           leads_away(i);
  }

  /// Above the text single links behind a label are as often bylines, times and buttons.
  bool announces_two(uint32_t label, uint32_t end) const {
    const uint32_t first = next_teaser(label, end);
    return first != label && next_teaser(first, end) != first;
  }

  /// Takes what a label announces; returns the last block of it, the label itself when that is
  /// nothing.
  uint32_t take_box(uint32_t label, uint32_t end) {
    const uint32_t first = next_teaser(label, end);
    if (first == label) return take_list_at_end(label, end);
    const uint32_t box = std::max(end_of_box(label, first), end_of_list(first));
    if (box > first) {
      for (uint32_t i = label; i < box; ++i) take_part(i);
      return box - 1;
    }
    uint32_t last = label;
    blocks_[label].role = Role::kTeaser;
    for (uint32_t i = first, taken = 0; i != last && taken < kMostInBox; ++taken) {
      for (uint32_t k = last + 1; k <= i; ++k) take_part(k);
      last = i;
      i = next_teaser(last, end);
    }
    return last;
  }

  /// A list of titles that lead nowhere, behind a heading, with nothing behind it.
  uint32_t take_list_at_end(uint32_t label, uint32_t end) {
    if (blocks_[label].heading_level == 0 || end - label > kMostInBox) return label;
    for (uint32_t i = label + 1; i < end; ++i)
      if (is_visible(blocks_[i]) && (!blocks_[i].is_list_item || ends_sentence(blocks_[i].text)))
        return label;
    for (uint32_t i = label; i < end; ++i) take_part(i);
    return end - 1;
  }

  void take_part(uint32_t i) {
    if (is_teaser_link(i))
      take_teaser(i, true);
    else if (is_body(i))
      blocks_[i].role = Role::kTeaser;
  }

  /// The next teaser behind a block, no text and few short lines between; the block: none.
  uint32_t next_teaser(uint32_t after, uint32_t end) const {
    uint32_t between = 0;
    for (uint32_t i = after + 1; i < end && between <= kMostBetween; ++i) {
      if (!is_visible(blocks_[i])) continue;
      if (is_teaser_link(i)) return i;
      if (blocks_[i].text.size() > kShortBytes || ends_sentence(blocks_[i].text)) break;
      ++between;
    }
    return after;
  }

  /// Where the element ends that holds label and teasers and none of the text; 0: there is none.
  uint32_t end_of_box(uint32_t label, uint32_t first) const {
    NodeId id = blocks_[label].element;
    while (id != kNoNode && id != reading_.container &&
           !reading_.markup.contains(id, blocks_[first].first_text))
      id = reading_.document.node(id).parent;
    if (id == kNoNode || id == reading_.container) return 0;
    const BlockRange range = blocks_below(reading_, id);
    uint64_t letters = 0;
    for (uint32_t i = range.begin; i < range.end; ++i) {
      const bool is_before = i < label && (is_body(i) || i == reading_.title_block);
      if (is_before || range.end - range.begin > kMostInBox) return 0;
      letters += is_body(i) ? blocks_[i].letter_count : 0;
    }
    const auto all = static_cast<double>(all_letters_);
    return static_cast<double>(letters) <= kMaxBoxShare * all ? range.end : 0;
  }

  /// Where the list of a first teaser ends, when at least every other text of it is a teaser too: a
  /// summary may stand below each. 0: there is no such list.
  uint32_t end_of_list(uint32_t first) const {
    const NodeId list = list_around(reading_, blocks_[first]);
    if (list == kNoNode) return 0;
    const BlockRange range = blocks_below(reading_, list);
    if (range.begin != first || range.end - range.begin > kMostInBox) return 0;
    uint64_t letters = 0;
    uint32_t teasers = 0;
    for (uint32_t i = range.begin; i < range.end; ++i) {
      teasers += is_teaser_link(i);
      letters += is_body(i) ? blocks_[i].letter_count : 0;
    }
    const bool is_small =
        static_cast<double>(letters) <= kMaxBoxShare * static_cast<double>(all_letters_);
    return is_small && 2 * teasers >= range.end - range.begin ? range.end : 0;
  }

  /// What stands behind the label that opens a text, with a mark behind it or in an element of its
  /// own; empty: none does.
  std::string_view behind_label(uint32_t i) const {
    const std::string_view text = blocks_[i].text;
    if (const std::string_view rest = after_teaser_label(text); !rest.empty()) return rest;
    const Document& document = reading_.document;
    for (NodeId id = blocks_[i].first_text; id != kNoNode && id != blocks_[i].last_text;
         id = next_in_order(document, id, kDocumentNode)) {
      const std::string_view piece =
          document.node(id).is_text() ? trim_space(document.text(id)) : std::string_view();
      if (piece.empty()) continue;
      const bool is_label = is_teaser_label(piece) && text.starts_with(piece);
      return is_label ? trim_space(text.substr(piece.size())) : std::string_view();
    }
    return {};
  }

  /// A teaser's text without its label and the marks around it.
  std::string_view own_title(uint32_t i) const {
    std::string_view title = behind_label(i);
    if (title.empty()) title = blocks_[i].text;
    title = without_brackets(title);
    const bool is_quoting = title.find("«") != std::string_view::npos;
    for (const std::string_view arrow : {">>", "›", "→", "»"})
      if (title.ends_with(arrow) && !is_quoting)
        title = trim_space(title.substr(0, title.size() - arrow.size()));
    return without_brackets(title);
  }

  /// A title without brackets around all of it, and without one whose other half is gone:
  /// "[Related: The quay]" keeps none, "The quay [pictures]" both.
  static std::string_view without_brackets(std::string_view title) {
    const auto open = std::ranges::count(title, '['), close = std::ranges::count(title, ']');
    if (open == 1 && close == 1 && title.starts_with('[') && title.ends_with(']'))
      return title.substr(1, title.size() - 2);
    if (open > close && title.starts_with('[')) return title.substr(1);
    if (open > close && title.ends_with('[')) title.remove_suffix(1);
    if (open < close && title.ends_with(']')) title.remove_suffix(1);
    return title;
  }

  /// A story does not end in a long run of links alone: the page's list of other stories was chosen
  /// with it. Counted out of fold: on 5 of 1,650 pages, 4 of them have the better text without.
  void read_teasers_at_end() {
    constexpr uint32_t kFewest = 8, kFewestParagraphs = 3;
    uint32_t begin = reading_.last_body + 1, links = 0;
    for (uint32_t i = begin; i-- > reading_.first_body;) {
      if (!is_body(i)) continue;
      if (!is_link(blocks_[i]) || !leads_away(i)) break;
      begin = i;
      ++links;
    }
    uint32_t paragraphs = 0;
    for (uint32_t i = reading_.first_body; i < begin && paragraphs < kFewestParagraphs; ++i)
      paragraphs += is_body(i) && !is_link(blocks_[i]) && ends_sentence(blocks_[i].text);
    if (links < kFewest || paragraphs < kFewestParagraphs) return;
    for (uint32_t i = begin; i <= reading_.last_body; ++i)
      if (is_body(i)) take_teaser(i, false);
    find_story(reading_);
  }

  /// Teasers among the chosen blocks: "RELATED: ...", paragraphs and short lists that are links and
  /// nothing else.
  void read_teasers() {
    std::vector<uint32_t> teasers;
    uint64_t letters = 0;
    count_sections();
    for (uint32_t i = reading_.first_body; i <= reading_.last_body; ++i) {
      if (!is_body(i) || !is_teaser(i)) continue;
      letters += blocks_[i].letter_count;
      teasers.push_back(i);
    }
    if (static_cast<double>(letters) > kMaxTeaserShare * static_cast<double>(chosen_letters()))
      return;
    for (const uint32_t i : teasers)
      take_teaser(i, is_labelled(blocks_[i], after_teaser_label(blocks_[i].text)));
    find_story(reading_);
  }

  /// "Related: ...", of which at least half of what stands behind the label is a link.
  static bool is_labelled(const Block& block, std::string_view behind_label) {
    return !behind_label.empty() && may_be_labelled(block) &&
           block.linked_letter_count * 2 > fold(behind_label).size();
  }
  static bool may_be_labelled(const Block& block) {
    constexpr size_t kMostBytes = 260;
    return block.linked_letter_count > 0 && block.text.size() < kMostBytes;
  }

  bool is_teaser(uint32_t i) const {
    const Block& block = blocks_[i];
    if (block.text.size() > 400 || block.is_cell || block.is_preformatted) return false;
    // In the text a label needs its mark: sentences open with "Also" in an element of its own.
    if (may_be_labelled(block) && is_labelled(block, after_teaser_label(block.text))) return true;
    const bool may_be_label = block.heading_level > 0 || i == reading_.last_body ||
                              (i + 1 < count() && is_link(blocks_[i + 1]));
    if (!may_be_label && !is_link(block)) return false;
    if (is_teaser_label(block.text)) return may_be_label;
    // "On the last time that he sang there:" announces what is quoted below it.
    const bool announces =
        block.text.ends_with(':') && block.linked_letter_count < block.letter_count;
    // A link that stays relative is no sure sign: linked headings of the story itself do.
    return is_link(block) && is_headline_long(block.text) && !announces && stands_alone(i) &&
           leads_away(i) && link_of(reading_, block).starts_with("http") && !is_section(i);
  }

  /// Whether text that is no link stands below a heading.
  bool heads_text(uint32_t i) const {
    constexpr uint32_t kMostHidden =
        8;  // between; each heading of a long run would pass all others
    if (blocks_[i].heading_level == 0) return false;
    uint32_t next = i + 1;
    while (next < count() && next - i <= kMostHidden && !is_visible(blocks_[next])) ++next;
    return next < count() && is_body(next) && !is_link(blocks_[next]) &&
           blocks_[next].heading_level == 0;
  }

  /// How many headings of each level, linked or not, head a section of the text.
  void count_sections() {
    for (uint32_t i = reading_.first_body; i <= reading_.last_body && i < count(); ++i)
      if (is_body(i) && heads_text(i)) ++sections_[std::min<size_t>(blocks_[i].heading_level, 6)];
  }

  /// Whether a linked heading is one of the story: it heads text, as others of its level do.
  bool is_section(uint32_t i) const {
    constexpr uint32_t kFewest = 3;
    return heads_text(i) && sections_[std::min<size_t>(blocks_[i].heading_level, 6)] >= kFewest;
  }

  uint64_t chosen_letters() const {
    uint64_t letters = 0;
    for (uint32_t i = 0; i < count(); ++i) letters += is_body(i) ? blocks_[i].letter_count : 0;
    return letters;
  }

  /// Whether a linked block is a teaser between paragraphs, not an item of a list of sources or a
  /// line of a poem.
  bool stands_alone(uint32_t i) const {
    constexpr uint32_t kMostLinks = 6;
    const Block& block = blocks_[i];
    if (block.is_after_break || (i + 1 < count() && blocks_[i + 1].is_after_break)) return false;
    if (!block.is_list_item) return true;
    const NodeId list = list_around(reading_, blocks_[i]);
    if (list == kNoNode) return false;
    const BlockRange range = blocks_below(reading_, list);
    if (range.end - range.begin > kMostLinks) return false;  // before they are counted, for each
    return std::all_of(blocks_.begin() + range.begin, blocks_.begin() + range.end, is_link);
  }

  /// Teasers that were not chosen and stand between the first and the last chosen block.
  void read_linked_asides() {
    for (uint32_t i = reading_.first_body; i <= reading_.last_body && i < count(); ++i) {
      const Block& block = blocks_[i];
      if (block.role != Role::kUnknown && block.role != Role::kBoilerplate) continue;
      if (!is_visible(block) || !(is_link(block) || is_labelled(block, behind_label(i))) ||
          !is_headline_long(block.text) || !leads_away(i) || is_in_data_table(i))
        continue;
      if (is_under_hint(reading_, block.element,
                        kHintShare | kHintAd | kHintPromo | kHintComments | kHintCredit |
                            kHintPerson | kHintPost,
                        5) &&
          !is_under_hint(reading_, block.element, kHintTeaser, 8))
        continue;
      const bool is_caption =
          ends_sentence(block.text) && is_under_hint(reading_, block.element, kHintCaption, 5);
      if (is_caption || phrase_of(block.text) != Phrase::kNone) continue;
      take_teaser(i, is_labelled(block, behind_label(i)));
    }
  }

  /// "Related" and a story in one line right behind the text. Counted on all labelled sets: 20
  /// titles, 18 of stories.
  void read_labelled_behind() {
    const uint32_t end = std::min(count(), reading_.last_body + 1 + kMostBehindText);
    for (uint32_t i = reading_.last_body + 1; i < end; ++i) {
      const Block& block = blocks_[i];
      if (block.role != Role::kUnknown && block.role != Role::kBoilerplate) continue;
      if (is_visible(block) && is_labelled(block, behind_label(i)) && leads_away(i))
        take_teaser(i, true);
    }
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  Story& story_;
  std::array<uint32_t, 7> sections_ = {};
  NodeId seen_table_ = kNoNode;  // that is_in_data_table() was asked about last
  bool has_head_ = false;
  uint64_t all_letters_ = 0;  // chosen before any teaser goes
  static constexpr size_t kFewestPlaces = 3;
  std::unordered_map<std::string, std::vector<std::string>> known_teasers_;  // where each leads
};

}  // namespace

void read_related(Reading& reading) { RelatedReader(reading).read(); }

}  // namespace copydesk
