// asides.cpp: sorts out of the body what is not the story's text (sort_out_asides of asides.h).
// Method: own rules over phrases, links and hints; each is tried only where news pages have such a
// thing, because on listings and documentation lists of links are the text itself.
#include "story/asides.h"

#include <algorithm>
#include <unordered_set>

#include "story/fields_inner.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Key points stand before this many paragraphs of the body.
constexpr uint32_t kMaxLeadParagraphs = 3;
constexpr uint32_t kMaxHighlights = 10;
// Bytes of one key point. Longest on the development pages: 640 (a live page), 260 elsewhere.
constexpr size_t kMaxHighlightBytes = 700;
constexpr size_t kMaxUnlabelledBytes = 260;
// More headings than this at the end of a story without a text under them are the points of a list.
constexpr size_t kMaxBareHeadings = 2;
constexpr size_t kMinCorrectionBytes = 20, kMaxCorrectionBytes = 1500;
// A correction may stand outside the text's element, this many blocks below its last one at most.
constexpr uint32_t kBlocksToCorrection = 8;
constexpr size_t kMaxPlayerBytes = 160;
// A caption that is looked for among the paragraphs, and the title of a slide before it.
constexpr size_t kMinCaptionBytes = 24;
constexpr size_t kMaxLeadBytes = 80;
// Blocks between a title and its kicker, the kicker counted.
constexpr uint32_t kBlocksToKicker = 3;
// What stands behind a gate is an offer: longer texts are the story, shown to those who paid.
constexpr uint64_t kMaxGateLetters = 900;
// Above this share of the chosen letters a list is what the page is made of: the points of a fact
// sheet.
constexpr double kMaxHighlightShare = 0.35;

bool is_news(const Story& story) {
  return story.page_type.empty() || story.page_type == "article" || story.page_type == "gallery" ||
         story.page_type == "live" || story.page_type == "other";
}

// A dateline in a line of its own.
constexpr size_t kMaxDatelineBytes = 80;

/// The mark that a line opens with as a point of a list: "• The ferry sails again". Empty: none.
std::string_view point_mark(std::string_view text) {
  for (const std::string_view mark : {"•", "●", "▪", "■", "◆", "►", "‣", "∙", "·", "–", "-", "*"})
    if (text.starts_with(mark) && text.size() > mark.size() && text[mark.size()] == ' ')
      return mark;
  return {};
}

std::string_view without_point_mark(std::string_view text) {
  return trim_space(text.substr(point_mark(text).size()));
}

class AsideSorter {
 public:
  explicit AsideSorter(Reading& reading)
      : reading_(reading), blocks_(reading.list.blocks), story_(reading.story) {}

  void sort() {
    if (!reading_.has_body()) return;
    keep_headings();
    if (is_news(story_)) keep_siblings();
    drop_interface();
    drop_hidden_copies();
    drop_title_copies();
    if (is_news(story_)) {
      drop_led_captions();
      drop_kicker();
    }
    settle_standfirst(reading_, is_news(story_));
    if (is_news(story_)) {
      read_highlights();
      read_corrections();
    }
    drop_consent(reading_);
    if (is_news(story_)) {
      drop_boxes(reading_);
      read_related(reading_);
      drop_foot();
    }
    if (story_.page_type == "article") drop_head_lines();
    keep_openings();
    if (story_.page_type == "article") drop_before_dateline();
    if (story_.page_type != "forum") read_comments(reading_);
  }

 private:
  uint32_t count() const { return static_cast<uint32_t>(blocks_.size()); }
  bool is_body(uint32_t i) const { return blocks_[i].role == Role::kBody; }

  void drop_interface() {
    for (uint32_t i = 0; i < count(); ++i) {
      Block& block = blocks_[i];
      if (block.role != Role::kBody) continue;
      if (is_meant_for_program(block)) {
        block.role = Role::kBoilerplate;
        continue;
      }
      if (block.text.size() > 120) continue;
      const uint32_t hints = reading_.markup.hints[block.element];
      if (is_interface_block(reading_, i) || is_row_of_buttons(block.text) ||
          asks_for_scripts(block))
        block.role = Role::kInterface;
      else if ((hints & (kHintShare | kHintAd)) && block.text.size() < 60 &&
               block.heading_level == 0)  // ids of headings are made of their words
        block.role = Role::kInterface;
      else if (is_player_text(block) || is_signature(block) || is_choice(block))
        block.role = Role::kInterface;
    }
    find_story(reading_);
  }

  /// What stands in the label of a field, to choose by: options of a product, filters of a list.
  /// Five folds: better on 13 pages (five of one host), worse on none; wcxb-dev .8836 without and
  /// .8846 with it, collections .7007 and .7116, the other sets as before. Articles and services
  /// have questions in labels that open their answers.
  bool is_choice(const Block& block) const {
    constexpr int kLevels = 4;  // to a name in a link in the label
    return (story_.page_type == "product" || story_.page_type == "collection" ||
            story_.page_type == "listing") &&
           ancestor_with(reading_.document, block.first_text, Tag::kLabel, kLevels) != kNoNode;
  }

  /// What a program was to read: in sample on 7 pages of news, in no gold text. Where pages speak
  /// of programs such a line is what they speak of.
  bool is_meant_for_program(const Block& block) const {
    return is_news(story_) && !block.is_preformatted && is_left_code(block.text);
  }

  /// A hidden copy of the story, for printers: what it says besides ("Printed from ...") is no
  /// text.
  void drop_hidden_copies() {
    constexpr size_t kShortest = 40;  // bytes of a paragraph that is told from its like
    constexpr uint32_t kFewestCopies = 2;
    const auto is_hidden_text = [](const Block& block) {
      return block.role == Role::kBody && block.is_hidden;
    };
    if (std::ranges::none_of(blocks_, is_hidden_text)) return;
    std::unordered_set<std::string_view> shown;
    for (const Block& block : blocks_)
      if (block.role == Role::kBody && !block.is_hidden && block.text.size() >= kShortest)
        shown.insert(block.text);
    for (uint32_t begin = 0, end = 0; begin < count(); begin = end + 1) {
      uint32_t copies = 0, others = 0;
      for (end = begin; end < count() && blocks_[end].is_hidden; ++end)
        (shown.contains(blocks_[end].text) ? copies : others) += 1;
      // Tabs of a page are hidden too, and repeat one thing or the other.
      const bool is_copy = copies >= kFewestCopies && copies >= 2 * others;
      for (uint32_t i = begin; i < end && is_copy; ++i)
        if (is_body(i)) blocks_[i].role = Role::kInterface;
    }
    find_story(reading_);
  }

  /// What a member of a forum puts below every post.
  bool is_signature(const Block& block) const {
    constexpr int kLevels = 4;
    return reading_.story.page_type == "forum" &&
           is_under_hint(reading_, block.element, kHintSignature, kLevels);
  }

  /// Titles and times of a video player, not a text that stands in an element named after a video,
  /// nor the cards of a shop whose list may show films (word F1 in sample: 15 such pages better,
  /// the best by .33, 8 worse by .05 at most).
  bool is_player_text(const Block& block) const {
    return !is_offer(story_.page_type) && block.text.size() < kMaxPlayerBytes &&
           is_under_hint(reading_, block.element, kHintVideo, 6) &&
           (block.heading_level > 0 || !ends_sentence(block.text));
  }

  /// A heading between two chosen siblings is theirs, however short the story.
  void keep_headings() {
    for (uint32_t i = reading_.first_body + 1; i < reading_.last_body; ++i) {
      Block& block = blocks_[i];
      if (block.role != Role::kUnknown || block.heading_level == 0 || !is_visible(block) ||
          is_link(block) || is_teaser_label(block.text))
        continue;
      const uint32_t before = seen_from(i, -1), after = seen_from(i, 1);
      if (is_body(before) && is_body(after) &&
          parent_of(reading_, before) == parent_of(reading_, i) &&
          parent_of(reading_, after) == parent_of(reading_, i))
        block.role = Role::kBody;
    }
  }

  /// A paragraph that was not chosen, although its next sibling surely is text: the first below a
  /// caption, or one that the page says twice. Counted in sample: on 10 of 11 pages with gold texts
  /// it is text. Behind the last sure sibling stand bios and appeals, on 8 pages of 15.
  void keep_siblings() {
    constexpr float kPossible = 0.25f;
    constexpr uint32_t kFewestWords = 25;
    for (uint32_t i = 0; i < count(); ++i) {
      Block& block = blocks_[i];
      if (block.role != Role::kUnknown || block.story_probability < kPossible ||
          block.word_count < kFewestWords || block.heading_level > 0 || block.is_list_item ||
          block.is_cell || block.is_figcaption || !is_visible(block) ||
          10 * block.linked_letter_count > 3 * block.letter_count || !ends_sentence(block.text))
        continue;
      if (has_sure_sibling_behind(i)) block.role = Role::kBody;
    }
    find_story(reading_);
  }

  /// Whether the next block that has the same parent is surely text, and what stands between is
  /// not.
  bool has_sure_sibling_behind(uint32_t i) const {
    constexpr float kSure = 0.6f;
    constexpr uint32_t kMostBetween = 12;
    const NodeId parent = parent_of(reading_, i);
    for (uint32_t k = i + 1; k < count() && k <= i + 1 + kMostBetween; ++k) {
      const bool is_sibling = parent_of(reading_, k) == parent && is_visible(blocks_[k]);
      if (is_sibling || is_body(k))
        return is_sibling && is_body(k) && blocks_[k].story_probability > kSure;
    }
    return false;
  }

  /// What the text begins with in an element of its own: an initial, before any paragraph, and the
  /// dateline before the first.
  void keep_openings() {
    for (uint32_t i = reading_.first_body; i <= reading_.last_body; ++i) {
      if (i == 0 || !is_body(i) || blocks_[i - 1].role != Role::kUnknown ||
          !is_visible(blocks_[i - 1]))
        continue;
      if (is_initial_of(blocks_[i - 1].text, blocks_[i].text) ||
          (i == reading_.first_body && is_dateline_of(blocks_[i - 1].text, blocks_[i].text)))
        blocks_[i - 1].role = Role::kBody;
    }
    find_story(reading_);
  }

  static bool is_dateline_of(std::string_view line, std::string_view paragraph) {
    if (line.size() > kMaxDatelineBytes || !ends_sentence(paragraph)) return false;
    const std::string both = std::string(line) + ' ' + std::string(paragraph);
    return find_dateline(both).length == line.size() + 1;
  }

  /// The next block in a direction that is to be seen and no text of a picture; at the latest the
  /// first or last of the story, between which `i` stands, as even a chosen one may be hidden.
  uint32_t seen_from(uint32_t i, int step) const {
    const auto is_passed = [&](const Block& block) {
      return !is_visible(block) || block.role == Role::kCaption || block.role == Role::kCredit ||
             block.role == Role::kGalleryChrome;
    };
    do i = static_cast<uint32_t>(static_cast<int>(i) + step);
    while (i > reading_.first_body && i < reading_.last_body && is_passed(blocks_[i]));
    return i;
  }

  /// A chosen kicker: the section's name right above the title.
  void drop_kicker() {
    if (reading_.title_block >= count() || story_.section.empty()) return;
    const std::string section = fold(story_.section);
    for (uint32_t i = reading_.title_block; i > 0 && i + kBlocksToKicker > reading_.title_block;)
      if (is_body(--i) && fold(blocks_[i].text) == section) blocks_[i].role = Role::kSection;
    find_story(reading_);
  }

  /// Whether a paragraph begins with a dateline that names an agency; the first word may be glued
  /// to it: "London (CNN)The".
  bool opens_with_agency(std::string_view paragraph) const {
    std::string text(utf8_prefix(paragraph, 2 * kMaxDatelineBytes));
    const size_t end = text.find(')');
    if (end < kMaxDatelineBytes) text.insert(end + 1, " ");
    return !find_dateline(text, story_.publisher).agency.empty();
  }

  /// A story begins at its dateline: calls and teasers above it that were chosen leave the text.
  void drop_before_dateline() {
    constexpr uint32_t kMostBefore = 3, kLongestWords = 30;
    uint32_t before = 0;
    for (uint32_t i = reading_.first_body; i < count() && before <= kMostBefore; ++i) {
      if (!is_body(i)) continue;
      const Block& block = blocks_[i];
      if (opens_with_agency(block.text)) {
        for (uint32_t k = reading_.first_body; k < i; ++k)
          if (is_body(k)) blocks_[k].role = Role::kUnknown;
        break;
      }
      if (block.word_count > kLongestWords) return;
      ++before;
    }
    find_story(reading_);
  }

  /// What stands above a story's first paragraph and was chosen with it: the job of who wrote it, a
  /// day, the label of a box, a call to listen or to comment, where it appeared first.
  void drop_head_lines() {
    constexpr uint32_t kMostLines = 6, kParagraphWords = 20;
    uint32_t lines = 0;
    for (uint32_t i = reading_.first_body; i < count() && lines < kMostLines; ++i) {
      Block& block = blocks_[i];
      if (block.role != Role::kBody) continue;
      ++lines;
      if (block.word_count >= kParagraphWords) break;
      if (block.heading_level > 0) continue;
      if (is_job_line(block.text))
        block.role = Role::kByline;
      else if (is_teaser_label(block.text) || is_call_to_listen(block.text) ||
               is_appeal_line(block.text) || phrase_of(block.text) == Phrase::kComments ||
               (is_stamp_line(block.text) && !block.is_list_item))
        block.role = Role::kBoilerplate;
    }
    if (lines > 0) find_story(reading_);
  }

  void drop_title_copies() {
    if (reading_.folded_title.size() < 8) return;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < count() && seen < kMaxLeadParagraphs; ++i) {
      if (!is_body(i)) continue;
      ++seen;
      if (blocks_[i].text.size() < 2 * story_.title.size() + 8 && is_headline_block(reading_, i))
        blocks_[i].role = Role::kTitle;
    }
    find_story(reading_);
  }

  /// "Skarra flood – Low tide at Fish Row.": a picture's caption once more, with its slide's title
  /// before it. A paragraph that says what a caption says, and nothing else, is text.
  void drop_led_captions() {
    std::unordered_set<std::string> captions;
    for (const Image& image : story_.images)
      if (image.caption.size() >= kMinCaptionBytes) captions.insert(fold(image.caption));
    if (captions.empty()) return;
    for (Block& block : blocks_) {
      if (block.role != Role::kBody) continue;
      for (const std::string_view mark : {" – ", " — ", " - ", ": "}) {
        const size_t at = block.text.substr(0, kMaxLeadBytes).find(mark);
        if (at != std::string_view::npos && captions.contains(fold(block.text.substr(at))))
          block.role = Role::kCaption;
      }
    }
    find_story(reading_);
  }

  /// The block index before which key points may stand.
  uint32_t end_of_lead() const {
    if (!reading_.has_body()) return 0;
    uint32_t paragraphs = 0;
    for (uint32_t i = reading_.first_body; i < count(); ++i) {
      if (!is_body(i) || blocks_[i].is_list_item || blocks_[i].heading_level > 0 ||
          blocks_[i].text.size() < 80)
        continue;
      if (++paragraphs == kMaxLeadParagraphs) return i;
    }
    return count();
  }

  void read_highlights() {
    const uint32_t end = end_of_lead();
    const uint32_t begin = reading_.title_block < end
                               ? reading_.title_block
                               : (reading_.first_body > 40 ? reading_.first_body - 40 : 0);
    for (uint32_t i = begin; i < end; ++i) {
      if (!is_visible(blocks_[i]) || blocks_[i].text.size() > 90 ||
          !is_highlights_title(blocks_[i].text))
        continue;
      if (take_highlights(i + 1, true)) {
        blocks_[i].role = Role::kHighlight;
        break;
      }
    }
    if (story_.highlights.empty()) read_hinted_highlights(begin, end);
    if (story_.highlights.empty()) read_leading_list();
    find_story(reading_);
  }

  void read_hinted_highlights(uint32_t begin, uint32_t end) {
    for (uint32_t i = begin; i < end; ++i)
      if (blocks_[i].is_list_item && is_visible(blocks_[i]) &&
          is_under_hint(reading_, blocks_[i].element, kHintHighlights, 6) &&
          take_highlights(i, true))
        return;
  }

  /// A list between the title and the first paragraph, in an article whose body goes on in
  /// paragraphs: the text begins with it, or it stands right below the headline, without links.
  void read_leading_list() {
    if (!reading_.has_body() || story_.page_type != "article") return;
    const uint32_t first = reading_.first_body, below = reading_.title_block + 1;
    if (blocks_[first].is_list_item)
      take_highlights(first, false);
    else if (reading_.title_block < first && below < first && is_plain_list(below))
      take_highlights(below, false);
  }

  bool is_plain_list(uint32_t i) const {
    const NodeId list = list_around(reading_, blocks_[i]);
    if (!blocks_[i].is_list_item || list == kNoNode) return false;
    const BlockRange range = blocks_below(reading_, list);
    for (uint32_t k = range.begin; k < range.end; ++k)
      if (!is_visible(blocks_[k]) || blocks_[k].linked_letter_count > 0) return false;
    return true;
  }

  /// "2 cups of flour", "2021-08-09 A second list": items that begin with numbers are ingredients
  /// or changes. Points do so here and there.
  static bool are_numbered(const std::vector<std::string>& points) {
    const auto numbered = std::ranges::count_if(
        points, [](const std::string& point) { return !point.empty() && is_digit(point[0]); });
    return 2 * static_cast<size_t>(numbered) > points.size();
  }

  /// The blocks of the list that begins at a block: an element, or lines that all open with the
  /// same mark. Empty: none.
  BlockRange list_from(uint32_t i) const {
    NodeId list = blocks_[i].is_list_item ? list_around(reading_, blocks_[i]) : kNoNode;
    if (list == kNoNode && blocks_[i].is_list_item)
      list = ancestor_with(reading_.document, blocks_[i].element, Tag::kDl);
    if (list != kNoNode) return blocks_below(reading_, list);
    const std::string_view mark = point_mark(blocks_[i].text);
    BlockRange range{i, i};
    while (!mark.empty() && range.end < std::min(count(), i + kMaxHighlights + 1) &&
           is_visible(blocks_[range.end]) && point_mark(blocks_[range.end].text) == mark)
      ++range.end;
    return range;
  }

  /// Takes the list that begins at block `i` (or up to three blocks later, when `is_labelled`).
  bool take_highlights(uint32_t i, bool is_labelled) {
    const uint32_t last_start = std::min(count(), i + (is_labelled ? 4 : 1));
    BlockRange range{i, i};
    for (; i < last_start && range.begin == range.end; ++i) range = list_from(i);
    std::vector<std::string> points;
    uint32_t linked = 0, letters = 0, linked_last = 0;
    NodeId item = kNoNode;
    for (uint32_t k = range.begin; k < range.end; ++k) {
      const Block& block = blocks_[k];
      // The label may be the first item, a link to the next story the last.
      if (!is_visible(block) || is_highlights_title(block.text) || is_interface_block(reading_, k))
        continue;
      const size_t longest = is_labelled ? kMaxHighlightBytes : kMaxUnlabelledBytes;
      if (block.text.size() > longest || block.heading_level > 0) return false;
      linked += block.linked_letter_count, letters += block.letter_count;
      linked_last = is_link(block) ? block.linked_letter_count : 0;
      const NodeId here = point_around(block);
      if (here != kNoNode && here == item)
        points.back().append(" ").append(block.text);
      else
        points.emplace_back(here == kNoNode ? without_point_mark(block.text) : block.text);
      item = here;
    }
    // "Next article in Sport »" behind points that hold no link.
    if (linked_last > 0 && linked_last == linked && points.size() > 2) points.pop_back();
    if (points.size() < 2 || points.size() > kMaxHighlights || linked * 2 > letters ||
        (!is_labelled && are_numbered(points)))
      return false;
    if (letters < (is_labelled ? 12 : 40) * points.size()) return false;
    if (letters > kMaxHighlightShare * static_cast<double>(chosen_letters())) return false;
    for (uint32_t k = range.begin; k < range.end; ++k) blocks_[k].role = Role::kHighlight;
    story_.highlights = std::move(points);
    return true;
  }

  /// The item of a list around a block; kNoNode: none.
  NodeId point_around(const Block& block) const {
    if (!block.is_list_item) return kNoNode;
    const NodeId item = ancestor_with(reading_.document, block.element, Tag::kLi);
    return item != kNoNode ? item : ancestor_with(reading_.document, block.element, Tag::kDd);
  }

  void read_corrections() {
    if (!reading_.has_body()) return;
    BlockRange range = blocks_below(reading_, reading_.container);
    range.end = std::max(range.end, std::min(count(), reading_.last_body + kBlocksToCorrection));
    std::unordered_set<std::string> known;
    for (uint32_t i = range.begin; i < range.end; ++i) {
      Block& block = blocks_[i];
      if (!is_visible(block) || block.text.size() > kMaxCorrectionBytes || is_link(block)) continue;
      // "Corrections" and "Housing" are two points of a list.
      const bool is_labelled = !block.is_list_item && i + 1 < range.end &&
                               !is_link(blocks_[i + 1]) && is_correction_label(block.text);
      if (!is_labelled && (block.heading_level > 0 || block.text.size() < kMinCorrectionBytes ||
                           !is_correction(block.text)))
        continue;
      const uint32_t at = is_labelled ? behind_label(i, range.end) : i;
      for (uint32_t k = i; k <= at; ++k) blocks_[k].role = Role::kCorrection;
      if (known.insert(fold(blocks_[at].text)).second)
        story_.corrections.emplace_back(blocks_[at].text);
      i = at;
    }
    find_story(reading_);
  }

  /// The note that a label announces; its day, and the mark behind that, may stand between in
  /// elements of their own: "A correction was made on", "May 17, 2023", ":", "An earlier ...".
  uint32_t behind_label(uint32_t label, uint32_t end) const {
    constexpr uint32_t kMostBetween = 2;
    uint32_t note = label + 1;
    while (note + 1 < end && note <= label + kMostBetween &&
           (is_whole_day(blocks_[note].text) || count_words(blocks_[note].text) == 0))
      ++note;
    return note;
  }

  uint64_t chosen_letters() const {
    uint64_t letters = 0;
    for (uint32_t i = 0; i < count(); ++i) letters += is_body(i) ? blocks_[i].letter_count : 0;
    return letters;
  }

  /// What stands under a story's last paragraph: a gate, credits, ways to reach the editors, a
  /// heading without a text.
  void drop_foot() {
    drop_gate();
    drop_credits_at_foot();
    drop_initials();
    const bool has_paragraph = has_body_outside_headings();
    std::vector<uint32_t> foot, headings;
    for (uint32_t i = reading_.last_body + 1; i-- > reading_.first_body;) {
      if (!is_body(i)) continue;
      const Block& block = blocks_[i];
      const bool is_bare_label = block.text.ends_with(':') && count_words(block.text) <= 5;
      const bool is_line = is_contribution_line(block.text) || is_contact_line(block.text) ||
                           is_rule_of_marks(block.text) || is_appeal_line(block.text) ||
                           (is_link(block) && link_of(reading_, block).starts_with("mailto:"));
      if (!is_line && !is_bare_label && !(block.heading_level > 0 && has_paragraph)) break;
      (is_line || is_bare_label ? foot : headings).push_back(i);
    }
    if (headings.size() <= kMaxBareHeadings) std::ranges::copy(headings, std::back_inserter(foot));
    for (const uint32_t i : foot) blocks_[i].role = Role::kBoilerplate;
    find_story(reading_);
  }

  /// "Foto: Lee" among the last lines: the credit of the lead picture, or of all. In sample none of
  /// the gold texts has one there, and one page with a gold text and 14 without lose one; further
  /// up as many are text as not.
  void drop_credits_at_foot() {
    constexpr uint32_t kLastLines = 3;
    uint32_t lines = 0;
    for (uint32_t i = reading_.last_body + 1; i-- > reading_.first_body && lines < kLastLines;) {
      if (!is_body(i)) continue;
      ++lines;
      if (!blocks_[i].is_cell && is_picture_credit_line(blocks_[i].text))
        blocks_[i].role = Role::kCredit;
    }
    find_story(reading_);
  }

  /// "(jg)", "/ritzau/" as the last paragraph, below a sentence: 5 pages in sample, none with a
  /// gold text; of an agency one, whose gold text is without.
  void drop_initials() {
    if (!reading_.has_body() || reading_.first_body == reading_.last_body) return;
    const uint32_t last = reading_.last_body;
    uint32_t before = last - 1;
    while (before > reading_.first_body && !is_body(before)) --before;
    const Block& block = blocks_[last];
    if (block.heading_level > 0 || block.is_cell || block.is_list_item ||
        !is_initials_line(block.text) || !ends_sentence(blocks_[before].text))
      return;
    blocks_[last].role = Role::kByline;
    find_story(reading_);
  }

  /// "___", "* * *": what parts the story from the lines behind it, which are gone.
  static bool is_rule_of_marks(std::string_view text) {
    constexpr size_t kLongest = 40;
    return text.size() <= kLongest && fold(text).empty();
  }

  /// False where a heading that was never closed holds the whole story.
  bool has_body_outside_headings() const {
    for (uint32_t i = 0; i < count(); ++i)
      if (is_body(i) && blocks_[i].heading_level == 0) return true;
    return false;
  }

  /// A line that asks to pay ends the story, when little follows it.
  void drop_gate() {
    const uint64_t all = chosen_letters();
    uint64_t letters = 0;
    for (uint32_t i = reading_.first_body; i <= reading_.last_body && i < count(); ++i) {
      if (!is_body(i)) continue;
      if (letters * 4 >= all && all - letters < kMaxGateLetters && is_gate_line(blocks_[i].text)) {
        for (uint32_t k = i; k <= reading_.last_body; ++k)
          if (is_body(k)) blocks_[k].role = Role::kInterface;
        return;
      }
      letters += blocks_[i].letter_count;
    }
  }

  Reading& reading_;
  std::vector<Block>& blocks_;
  Story& story_;
};

}  // namespace

void sort_out_asides(Reading& reading) { AsideSorter(reading).sort(); }

}  // namespace copydesk
