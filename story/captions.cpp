// captions.cpp: the texts that belong to a picture (read_caption of pictures.h).
// Method: own. The search climbs from the picture as long as what it climbs holds no other picture
// and no running text. A caption is, in this order: a data-caption attribute, a figcaption, an
// element whose class, id or itemprop says so, a text that repeats the picture's alt, or a lone
// short text beside the picture.
#include <algorithm>
#include <array>

#include "story/captions_inner.h"
#include "story/first_letter.h"
#include "story/phrases.h"
#include "story/pictures.h"
#include "text/text.h"

namespace copydesk {
namespace {

// How far above a picture its caption's common ancestor may stand. Development pages: at most 6.
constexpr int kMaxClimb = 8;
// A lone text beside a picture, without any other sign that it is a caption.
constexpr uint32_t kMaxLoneLetters = 600;

/// Whether the label of a gallery opens a sentence: "Photos: Boats leave the quay."
bool opens_sentence(std::string_view caption, size_t label) {
  constexpr uint32_t kFewestWords = 6;
  constexpr ptrdiff_t kFewestSmall = 3;  // names and the words between them are a credit
  const std::string_view rest = trim_space(caption.substr(label));
  if (!ends_sentence(rest) || count_words(rest) < kFewestWords) return false;
  ptrdiff_t small = 0;
  size_t at = 0;
  for (std::string_view word = next_word(rest, at); !word.empty(); word = next_word(rest, at))
    small += is_lower(word.front());
  return small >= kFewestSmall;
}

void strip_caption_label(std::string& caption) {
  size_t length = 0;
  if (opens_label(caption, Phrase::kCaptionLabel, length) ||
      (opens_label(caption, Phrase::kGallery, length) && opens_sentence(caption, length)))
    caption.erase(0, length);
  while (!caption.empty() &&
         (caption.front() == '/' || caption.front() == '|' || caption.front() == ' '))
    caption.erase(0, 1);
  for (const std::string_view dash : {"– ", "— ", "- "})
    if (caption.starts_with(dash)) caption.erase(0, dash.size());
}

/// Whether what calls itself a credit begins with a caption: "The home at the weir © Town of
/// Harrow".
bool has_caption(const CaptionText& split) {
  return !split.credit.empty() && count_words(split.caption) >= kFewestWords;
}

/// "By Ana Ruiz 3 May 2023, 9:14": the story's line that stands in the figure of its picture.
bool is_dated_byline(std::string_view text) {
  size_t lead = 0;
  return opens_byline(text, lead) && !find_dates(text).empty() &&
         !parse_byline(text).authors.empty();
}

/// Whether a caption says what a recording is, not what its picture shows: "Audio: Radio Harrow |
/// 24.04.2024", "Video 01:30 Min. | 19.10.19".
bool is_recording(std::string_view caption) {
  static constexpr auto kKinds = std::to_array<std::string_view>({"audio", "video", "podcast"});
  size_t at = 0;
  const std::string_view kind = next_word(caption, at);
  return caption.find(" | ") != caption.npos && !find_dates(caption).empty() &&
         std::ranges::any_of(
             kKinds, [&](std::string_view word) { return equals_ignoring_case(kind, word); });
}

/// Whether a caption is the picture's alt and a time behind it: the name of a recording and how
/// long it is, "Boats leave the quay 02:41".
bool is_named_recording(const Picture& picture, std::string_view caption) {
  const size_t at = caption.rfind(' ');
  if (at == caption.npos || picture.image.alt.empty()) return false;
  const std::string_view time = caption.substr(at + 1);
  const bool is_time = time.size() >= 4 && time[time.size() - 3] == ':' &&
                       time.find_first_not_of("0123456789:") == time.npos;
  FoldRoom room, other_room;
  return is_time && room.letters(caption.substr(0, at)) == other_room.letters(picture.image.alt);
}

/// Whether a picture's texts are the story's byline beside the portrait of its author: "By", and
/// behind it in an element of its own "Ana Ruiz".
bool is_byline(const Parts& parts) {
  constexpr size_t kLongestLead = 12;  // bytes of "By", "Door", "Текст"
  if (is_dated_byline(parts.credit)) return true;
  if (parts.caption.empty() || parts.caption.size() > kLongestLead || parts.credit.empty())
    return false;
  size_t lead = 0;
  return opens_byline(parts.caption + ' ' + parts.credit, lead) && lead >= parts.caption.size() &&
         !parse_byline(parts.caption + ' ' + parts.credit).authors.empty();
}

/// What an element says is the credit beats what was read out of the caption's end, but a label or
/// an agency there: "(Skarra, Friday)" stays with the caption.
void take_element_credit(std::string_view caption, const std::string& credit, CaptionText& split) {
  if (split.credit.empty() || fold(credit).find(fold(split.credit)) != std::string::npos) {
    split.credit = credit;
    return;
  }
  if (!caption.starts_with(split.caption) || is_credit_line(caption.substr(split.caption.size())) ||
      is_credit_line(split.credit))
    return;
  split = {std::string(caption), credit};
}

}  // namespace

void settle(Parts parts, Picture& picture) {
  strip_caption_label(parts.caption);
  if (is_byline(parts)) return;
  if (is_dated_byline(parts.caption) || is_interface_line(parts.caption) ||
      is_recording(parts.caption) || is_named_recording(picture, parts.caption))
    parts.caption.clear();
  if (parts.caption.empty() && !parts.title.empty()) std::swap(parts.caption, parts.title);
  if (parts.caption.empty() && has_caption(split_caption(parts.credit)))
    std::swap(parts.caption, parts.credit);
  CaptionText split = split_caption(parts.caption);
  const std::string credit = clean_credit(parts.credit);
  if (!credit.empty()) take_element_credit(parts.caption, credit, split);
  if (split.caption.find("{{") != std::string::npos) split.caption.clear();  // a script's
  if (split.caption.empty() && split.credit.empty()) return;
  if (picture.image.caption.empty()) picture.image.caption = std::move(split.caption);
  if (picture.image.credit.empty()) picture.image.credit = std::move(split.credit);
  if (picture.title.empty()) picture.title = std::move(parts.title);
}

namespace {

/// A credit that the caption repeats at its end, or that is the whole of it, is told once; the mark
/// that parted the two goes.
void part_credit(Image& image) {
  constexpr size_t kLongestCredit = 60;  // bytes; a longer text that is both is the caption
  FoldRoom room;
  if (room.letters(image.caption).empty()) image.caption.clear();
  if (room.letters(image.credit).empty()) image.credit.clear();
  if (image.credit.empty()) return;
  for (const std::string_view mark : {" |", " -", " –", " /"})
    if (image.caption.ends_with(mark)) image.caption.resize(image.caption.size() - mark.size());
  if (!image.caption.ends_with(image.credit)) return;
  const std::string_view before = trim_space(
      std::string_view(image.caption).substr(0, image.caption.size() - image.credit.size()));
  if (!before.empty()) {
    if (ends_sentence(before)) image.caption.resize(before.size());
  } else if (image.credit.size() <= kLongestCredit) {
    image.caption.clear();
  } else {
    image.credit.clear();
  }
}

bool is_heading(Tag tag) {
  return tag == Tag::kH1 || tag == Tag::kH2 || tag == Tag::kH3 || tag == Tag::kH4 ||
         tag == Tag::kH5 || tag == Tag::kH6;
}

/// Whether the links of a caption are those of who took the picture: all of them stand in what
/// calls itself a credit, and none in a heading.
bool has_links_of_credit(const Reading& reading, NodeId element) {
  const Document& document = reading.document;
  uint32_t credit_end = 0;
  for (NodeId id = element; id != kNoNode; id = next_in_order(document, id, element)) {
    const Node& node = document.node(id);
    if (node.kind != NodeKind::kElement) continue;
    if (reading.markup.hints[id] & kHintCredit)
      credit_end = std::max(credit_end, reading.markup.end[id]);
    if (is_heading(node.tag) || (node.tag == Tag::kA && reading.place(id) >= credit_end))
      return false;
  }
  return credit_end > 0;
}

/// Whether a link leads to a page that shows a picture by itself.
bool leads_to_picture_page(const Document& document, NodeId link) {
  static constexpr auto kWords = std::to_array<std::string_view>(
      {"image", "images", "photo", "photos", "picture", "pictures", "foto", "fotos", "bild",
       "bilder", "gallery", "imagen", "immagine"});
  return has_word(behind_host(document.attribute(link, AttributeName::kHref)), kWords);
}

}  // namespace

bool is_teaser_caption(const Reading& reading, NodeId element, const Picture& picture) {
  constexpr int kLevels = 6;
  const BlockRange range = blocks_below(reading, element);
  uint32_t letters = 0, linked = 0;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    letters += reading.block(i).letter_count;
    linked += reading.block(i).linked_letter_count;
  }
  if (letters == 0 || linked * 10 <= letters * 8) return false;
  const Document& document = reading.document;
  const NodeId link = ancestor_with(document, element, Tag::kA, kLevels);
  if (link == kNoNode || !reading.markup.contains(link, picture.node))
    return !has_links_of_credit(reading, element);
  if (!picture.leads_away) return false;
  const NodeId parent = document.node(link).parent;
  return parent == kNoNode || document.node(parent).tag != Tag::kFigure ||
         !leads_to_picture_page(document, link) ||
         ancestor_with(document, parent, Tag::kLi, kLevels) != kNoNode;
}

namespace {

/// Whether an element that calls itself a caption holds the story's headline as a heading: it is
/// the head of the article. Counted on all labelled sets: 3 pages have it in their captions, and
/// two of them gain a standfirst or a paragraph.
bool holds_headline(const Reading& reading, NodeId element) {
  const BlockRange range = blocks_below(reading, element);
  if (reading.title_block >= range.begin && reading.title_block < range.end) return true;
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (reading.block(i).heading_level > 0 && is_headline_block(reading, i)) return true;
  return false;
}

}  // namespace

NodeId find_caption_element(const Reading& reading, NodeId holder, NodeId picture) {
  const Document& document = reading.document;
  NodeId hinted = kNoNode;
  for (NodeId id = next_in_order(document, holder, holder); id != kNoNode;) {
    const Node& node = document.node(id);
    const uint32_t hints = reading.markup.hints[id];
    const bool is_candidate =
        node.kind == NodeKind::kElement && !reading.markup.contains(id, picture) &&
        !is_silent(node.tag) && node.tag != Tag::kImg && node.tag != Tag::kNoscript &&
        (hints & kHintCaption || node.tag == Tag::kFigcaption) && !holds_headline(reading, id);
    if (is_candidate && node.tag == Tag::kFigcaption &&
        !((hints & kHintCredit) && !(hints & kHintCaption))) {
      const std::string text = text_below(document, id);
      if (!text.empty() && text.find("{{") == std::string::npos) return id;
    } else if (is_candidate && hinted == kNoNode && (hints & kHintCaption) &&
               (!(hints & kHintCredit) || holds_caption(reading, id))) {
      const std::string text = text_below(document, id, 2 * kMaxCaptionLetters);
      if (!text.empty() && text.size() < 2 * kMaxCaptionLetters && phrase_of(text) == Phrase::kNone)
        hinted = id;
    }
    id = node.tag == Tag::kNoscript || is_silent(node.tag)
             ? next_skipping_children(document, id, holder)
             : next_in_order(document, id, holder);
  }
  return hinted;
}

namespace {

/// A text below `holder` outside the caption that is a credit by its words.
void read_credit_line(const Reading& reading, NodeId holder, Picture& picture) {
  const BlockRange range = blocks_below(reading, holder);
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Block& block = reading.block(i);
    if (!is_credit_line(block.text) || block.first_text == kNoNode) continue;
    if (picture.caption_element != kNoNode &&
        reading.markup.contains(picture.caption_element, block.first_text))
      continue;
    picture.image.credit = clean_credit(block.text);
    picture.text_elements.push_back(block.element);
    return;
  }
}

}  // namespace

void read_outer_credit(const Reading& reading, NodeId holder, Picture& picture) {
  if (!picture.image.credit.empty()) return;
  const Document& document = reading.document;
  for (NodeId id = next_in_order(document, holder, holder); id != kNoNode;
       id = next_in_order(document, id, holder)) {
    // <figcaption>The boat.</figcaption> <cite>Ana Ruiz</cite>
    const bool is_cited = document.node(id).is(Tag::kCite) && picture.caption_element != kNoNode &&
                          document.node(picture.caption_element).is(Tag::kFigcaption);
    if (document.node(id).kind != NodeKind::kElement ||
        !((reading.markup.hints[id] & kHintCredit) || is_cited))
      continue;
    if (picture.caption_element != kNoNode && reading.markup.contains(picture.caption_element, id))
      continue;
    if (reading.markup.contains(id, picture.node) || holds_caption(reading, id) ||
        document.node(id).tag == Tag::kImg)
      continue;
    const std::string text = text_below(document, id);
    if (text.empty() || text.size() > 200 || is_dated_byline(text)) continue;
    const CaptionText split = split_caption(text);
    const std::string credit = clean_credit(text);
    // The combined form repeats the caption before the credit.
    if (!picture.image.caption.empty() && text.size() > picture.image.caption.size() &&
        text.starts_with(picture.image.caption))
      continue;
    const bool is_both = picture.image.caption.empty() && has_caption(split);
    if (is_both) picture.image.caption = split.caption;
    picture.image.credit = is_both || (!split.caption.empty() && !split.credit.empty() &&
                                       split.caption == picture.image.caption)
                               ? split.credit
                               : credit;
    picture.text_elements.push_back(id);
    return;
  }
  read_credit_line(reading, holder, picture);
}

bool repeats_alt(const Picture& picture, std::string_view text) {
  if (picture.image.alt.empty()) return false;
  const char first = first_letter(text), first_of_alt = first_letter(picture.image.alt);
  if (first != 0 && first_of_alt != 0 && first != first_of_alt) return false;
  FoldRoom alt_room, text_room;
  const std::string_view alt = alt_room.letters(picture.image.alt),
                         folded = text_room.letters(text);
  return folded.size() >= 8 && alt.size() >= 8 &&
         (alt.starts_with(folded) || folded.starts_with(alt));
}

namespace {

/// Whether a block is a link that leads nowhere: the button that opens the picture.
bool is_control_link(const Reading& reading, const Block& block) {
  constexpr int kLevels = 4;
  const NodeId link = ancestor_with(reading.document, block.first_text, Tag::kA, kLevels);
  if (link == kNoNode) return false;
  const std::string_view href = trim_space(reading.document.attribute(link, AttributeName::kHref));
  return href == "#" || href.starts_with("javascript:");
}

/// The texts beside a picture that are not links; none when there are many, or long ones, or the
/// headline is among them.
struct Beside {
  std::vector<uint32_t> texts;
  bool has_links = false, has_cells = false;
};

Beside texts_beside(const Reading& reading, NodeId holder) {
  const BlockRange range = blocks_below(reading, holder);
  Beside beside;
  uint32_t letters = 0;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Block& block = reading.block(i);
    if (block.is_noscript || is_interface_block(reading, i)) continue;
    if (is_headline_block(reading, i))
      return {};  // it names no picture, though many alts repeat it
    const bool is_link = block.linked_letter_count * 2 > block.letter_count;
    beside.has_links |= is_link && !is_control_link(reading, block);
    beside.has_cells |= block.is_cell;
    if (is_link) continue;
    beside.texts.push_back(i);
    letters += block.letter_count;
  }
  if (beside.texts.size() > 3 || letters > kMaxLoneLetters) beside.texts.clear();
  return beside;
}

/// Of two texts beside a picture the credit may stand first: "The Herald / Ana Ruiz". A name alone
/// is whom the picture shows.
void put_credit_behind(const Reading& reading, std::vector<uint32_t>& texts) {
  if (texts.size() != 2) return;
  const Block& first = reading.block(texts[0]);
  const Block& second = reading.block(texts[1]);
  if (first.heading_level == 0 && ends_sentence(second.text) &&
      count_words(second.text) >= kFewestWords && !is_credit_line(second.text) &&
      (is_credit_line(first.text) || first.text.find('/') != std::string_view::npos) &&
      is_credit_after(first.text, second.text))
    std::swap(texts[0], texts[1]);
}

/// Whether a box is as wide as the picture in it, but for its margins.
bool is_made_for(const Document& document, NodeId holder, NodeId picture) {
  constexpr double kLeast = 100, kMostMargin = 24;  // pixels
  const double width = declared_width(document, picture), around = styled_width(document, holder);
  return width >= kLeast && around >= width && around <= width + kMostMargin;
}

/// Whether the first of two texts is marked as a credit and the other one, longer, is not: <div
/// class="photocredit">Ana Ruiz</div><span>The boat at rest.</span>. An "author" signs a quotation.
bool is_marked_credit(const Reading& reading, const std::vector<uint32_t>& texts) {
  constexpr int kLevels = 2;
  const Block &credit = reading.block(texts[0]), &caption = reading.block(texts[1]);
  return caption.word_count >= kFewestWords && caption.word_count > credit.word_count &&
         credit.heading_level + caption.heading_level == 0 &&
         is_under_hint(reading, credit.element, kHintCredit, kLevels) &&
         !is_under_hint(reading, credit.element, kHintPerson, kLevels) &&
         !is_under_hint(reading, caption.element, kHintCredit, kLevels);
}

/// A short text beside the picture, when the holder holds nothing else. It must repeat the alt, end
/// with a credit or have one behind it, or the holder must call itself a picture or be a table: old
/// pages put such a table of its own beside the text.
bool read_lone_text(const Reading& reading, NodeId holder, Picture& picture) {
  Beside beside = texts_beside(reading, holder);
  put_credit_behind(reading, beside.texts);
  const std::vector<uint32_t>& texts = beside.texts;
  if (texts.empty() || is_under_hint(reading, picture.node, kHintVideo, 6)) return false;
  const auto told = std::ranges::find_if(
      texts, [&](uint32_t i) { return repeats_alt(picture, reading.block(i).text); });
  const bool is_proven = told != texts.end();
  const bool is_credit_first = !is_proven && texts.size() == 2 && is_marked_credit(reading, texts);
  const size_t at = is_proven ? static_cast<size_t>(told - texts.begin()) : is_credit_first;
  const Block& text = reading.block(texts[at]);
  if (!is_proven && (text.role == Role::kTime || text.role == Role::kByline)) return false;
  const bool is_picture_box =
      is_under_hint(reading, holder, kHintPicture | kHintCaption | kHintSlide | kHintGallery, 3) ||
      reading.document.node(holder).tag == Tag::kFigure ||
      (text.word_count >= kFewestWords && is_made_for(reading.document, holder, picture.node));
  const size_t next = is_credit_first ? 0 : at + 1;
  const Block* behind = next < texts.size() ? &reading.block(texts[next]) : nullptr;
  const bool has_credit_behind =
      is_credit_first || (behind != nullptr && is_credit_after(behind->text, text.text));
  const size_t most_texts = has_credit_behind ? 2 : 1;
  if (!is_proven && (texts.size() > most_texts || beside.has_links)) return false;
  Parts parts;
  if (reading.markup.contains(text.element, picture.node))
    parts.caption = std::string(text.text);
  else
    parts = read_parts(reading, text.element);
  const bool has_credit =
      has_credit_behind || !parts.credit.empty() || !split_caption(text.text).credit.empty();
  if (text.heading_level > 0 && !is_picture_box &&
      !(has_credit_behind && is_labelled_credit(behind->text)))
    return false;  // the heading of what follows
  const bool is_box =
      (is_picture_box && !beside.has_cells) || reading.document.node(holder).tag == Tag::kTable;
  if (!is_proven && !has_credit && (!is_box || text.letter_count > kMaxBoxLetters)) return false;
  if (has_credit_behind) parts.credit = std::string(behind->text);
  settle(std::move(parts), picture);
  picture.text_elements.push_back(is_proven ? text.element : holder);
  return true;
}

/// A caption with its credit that stands beside the picture in one text and in two as well: a
/// script shows the ones or the other.
bool read_both_forms(const Reading& reading, NodeId holder, Picture& picture) {
  constexpr uint32_t kMostTexts = 8;
  const BlockRange range = blocks_below(reading, holder);
  if (range.end - range.begin < 3 || range.end - range.begin > kMostTexts) return false;
  const auto stands = [&](std::string_view text) {
    for (uint32_t i = range.begin; i < range.end; ++i)
      if (reading.block(i).text == text) return true;
    return false;
  };
  // To split a text costs far more than to look for another one in it.
  const auto holds_another = [&](std::string_view text) {
    for (uint32_t i = range.begin; i < range.end; ++i) {
      const std::string_view other = reading.block(i).text;
      if (other.size() < text.size() && text.find(other) != text.npos) return true;
    }
    return false;
  };
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (reading.block(i).linked_letter_count > 0 || !holds_another(reading.block(i).text)) continue;
    CaptionText split = split_caption(reading.block(i).text);
    if (count_words(split.caption) < kFewestWords || split.credit.empty() ||
        !stands(split.caption) || !stands(split.credit))
      continue;
    picture.image.caption = std::move(split.caption);
    picture.image.credit = std::move(split.credit);
    picture.text_elements.push_back(holder);
    return true;
  }
  return false;
}

/// Whether climbing into `element` would take in running text or another picture.
bool is_too_wide(const Reading& reading, const PictureCounter& count_in, NodeId element) {
  const Tag tag = reading.document.node(element).tag;
  if (tag == Tag::kBody || tag == Tag::kHtml || tag == Tag::kMain || element == reading.container)
    return true;
  if (count_in(reading.markup, element) > 1) return true;
  const BlockRange range = blocks_below(reading, element);
  uint32_t letters = 0, texts = 0;
  for (uint32_t i = range.begin; i < range.end && i < range.begin + 24; ++i) {
    if (reading.block(i).is_noscript) continue;
    letters += reading.block(i).letter_count, ++texts;
  }
  return letters > 2 * kMaxCaptionLetters || range.end - range.begin >= 24;
}

/// What a light box shows below the picture that a link opens: its data-title, or the title of a
/// link that belongs to a light box by its class or rel.
std::string_view lightbox_caption(const Document& document, NodeId link) {
  static constexpr auto kBoxes = std::to_array<std::string_view>(
      {"colorbox", "fancybox", "lightbox", "prettyphoto", "thickbox", "shadowbox", "highslide"});
  constexpr ptrdiff_t kFewest = 2;  // blanks: "Read more" is a button, "quay-front-1" a file
  if (document.node(link).tag != Tag::kA ||
      !is_picture_address(document.attribute(link, AttributeName::kHref)))
    return {};
  std::string_view caption;
  if (!attribute_named(document, link, "data-lightbox").empty())
    caption = attribute_named(document, link, "data-title");
  else if (has_word(document.attribute(link, AttributeName::kClass), kBoxes) ||
           has_word(attribute_named(document, link, "rel"), kBoxes))
    caption = attribute_named(document, link, "title");
  return std::ranges::count(caption, ' ') >= kFewest ? caption : std::string_view();
}

/// A caption that is seen only once a light box has opened the picture.
void read_lightbox(const Document& document, Picture& picture) {
  constexpr int kLevels = 4;
  const NodeId link = ancestor_with(document, picture.node, Tag::kA, kLevels);
  if (link == kNoNode) return;
  const std::string_view caption = lightbox_caption(document, link);
  if (!caption.empty() && caption.find('<') == caption.npos)
    settle({collapse_space(caption), {}, {}}, picture);
}

/// Captions that stand in attributes of the picture, of what directly holds it, or of an empty
/// element right behind it; the whole text of the attribute, empty: none.
std::string read_attributes(const Reading& reading, Picture& picture) {
  constexpr int kLevels = 4;
  const Document& document = reading.document;
  NodeId id = picture.node;
  for (int level = 1; level < kLevels && id != kNoNode &&
                      document.attribute(id, AttributeName::kDataCaption).empty();
       ++level)
    id = document.node(id).parent;
  Parts parts;
  if (id != kNoNode) {
    parts.caption = document.attribute(id, AttributeName::kDataCaption);
    parts.credit = document.attribute(id, AttributeName::kDataCredit);
  }
  if (parts.caption.empty()) parts = texts_behind(document, picture.node);
  if (parts.caption.empty()) return {};
  std::string plain;
  for (bool is_tag = false; const char c : parts.caption) {
    is_tag |= c == '<';
    if (!is_tag) plain += c;
    if (c == '>') is_tag = false, plain += ' ';
  }
  const std::string whole = parts.caption = collapse_space(plain);
  settle(std::move(parts), picture);
  return picture.image.caption.empty() ? std::string() : whole;
}

/// The text behind a picture that says over again what stands in its attribute is its caption too.
void mark_repeated(const Reading& reading, std::string_view text, Picture& picture) {
  const NodeId behind = next_with_block(reading, picture.holder);
  if (behind == kNoNode || reading.document.node(behind).kind != NodeKind::kElement) return;
  const BlockRange range = blocks_below(reading, behind);
  FoldRoom room, other_room;
  if (range.end - range.begin == 1 &&
      reading.block(range.begin).text.size() <= 2 * kMaxCaptionLetters &&
      room.letters(reading.block(range.begin).text) == other_room.letters(text))
    picture.text_elements.push_back(behind);
}

void read_texts(const Reading& reading, const PictureCounter& count_in, Picture& picture) {
  const Document& document = reading.document;
  std::vector<NodeId> holders;
  holders.reserve(kMaxClimb);
  NodeId id = document.node(picture.node).parent;
  for (int level = 0; level < kMaxClimb && id != kNoNode; ++level, id = document.node(id).parent) {
    if (is_too_wide(reading, count_in, id)) break;
    holders.push_back(id);
  }
  picture.holder = holders.empty() ? picture.node : holders.back();
  const std::string attribute = read_attributes(reading, picture);
  for (const NodeId holder : holders) {
    const NodeId element = find_caption_element(reading, holder, picture.node);
    if (element == kNoNode || is_teaser_caption(reading, element, picture)) continue;
    picture.caption_element = element;
    picture.text_elements.push_back(element);
    Parts parts = read_parts(reading, element);
    const bool is_whole = is_recording(parts.caption);  // the recording has no other caption
    settle(std::move(parts), picture);
    if (picture.image.caption.empty() && picture.image.credit.empty())
      picture.caption_element = kNoNode;
    read_outer_credit(reading, holder, picture);
    if (!picture.image.caption.empty() || is_whole) return;
  }
  if (!attribute.empty()) return mark_repeated(reading, attribute, picture);
  for (const NodeId holder : holders)
    if (read_both_forms(reading, holder, picture) ||
        (read_lone_text(reading, holder, picture) && !picture.image.caption.empty()))
      break;
  for (const NodeId holder : holders)
    if (!picture.image.caption.empty() || read_slide(reading, holder, picture)) break;
  if (picture.image.caption.empty()) read_siblings(reading, picture);
  if (picture.image.caption.empty()) read_pair_behind(reading, holders, picture);
  for (const NodeId holder : holders)
    if (document.node(holder).tag == Tag::kFigure)
      return read_outer_credit(reading, holder, picture);
}

}  // namespace

void read_caption(const Reading& reading, const PictureCounter& count_in, Picture& picture) {
  read_texts(reading, count_in, picture);
  if (picture.image.caption.empty()) read_lightbox(reading.document, picture);
  picture.is_beside_headline = holds_headline(reading, picture.holder);
  part_credit(picture.image);
}

}  // namespace copydesk
