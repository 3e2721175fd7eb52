// captions_behind.cpp: the texts of a picture that stand behind what holds it (read_siblings,
// read_pair_behind of captions_inner.h). Method: own. Such a text calls itself caption or credit or
// stands in a short box with one that does, repeats the picture's alt, or is a caption with its
// credit behind it. Not here: texts beside the picture, in what holds both (captions.cpp).
#include <algorithm>

#include "story/captions_inner.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

/// The text of an element that is one short block without links, no heading; empty: it is more.
std::string_view lone_text(const Reading& reading, NodeId element) {
  if (element == kNoNode || reading.document.node(element).kind != NodeKind::kElement) return {};
  const BlockRange range = blocks_below(reading, element);
  if (range.end - range.begin != 1) return {};
  const Block& block = reading.block(range.begin);
  const bool is_plain = block.heading_level == 0 && block.letter_count <= kMaxBoxLetters &&
                        block.linked_letter_count == 0;
  return is_plain && !is_headline_block(reading, range.begin) ? std::string_view(block.text)
                                                              : std::string_view();
}

/// Whether a text, with its credit in front, is the picture's alt: an alt may hold the captions of
/// two pictures.
bool is_of_alt(const Picture& picture, std::string_view text) {
  FoldRoom alt_room, text_room;
  return repeats_alt(picture, text) ||
         (count_words(text) >= kFewestWords &&
          alt_room.letters(picture.image.alt).ends_with(text_room.letters(text)));
}

/// Whether an element of an article holds few and short texts, no links, neither the headline nor
/// what may be another picture.
bool is_short_box(const Reading& reading, NodeId element, NodeId picture = kNoNode) {
  constexpr uint32_t kMostTexts = 3;
  constexpr uint32_t kMostNodes = 200;  // many pictures may stand before one element
  const uint32_t nodes = reading.markup.end[element] - reading.markup.place[element];
  if (reading.story.page_type != "article" || nodes > kMostNodes ||
      holds_media(reading, element, picture))
    return false;
  const BlockRange range = blocks_below(reading, element);
  if (range.begin == range.end || range.end - range.begin > kMostTexts) return false;
  uint32_t letters = 0;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    if (reading.block(i).linked_letter_count > 0 || is_headline_block(reading, i)) return false;
    letters += reading.block(i).letter_count;
  }
  return letters <= kMaxBoxLetters;
}

/// Whether an element holds its line as a whole, or all of it but a credit: <span
/// class="caption">white, ros</span>é is a line cut up.
bool holds_line(const Reading& reading, NodeId element) {
  const BlockRange range = blocks_below(reading, element);
  if (range.end - range.begin != 1) return range.begin < range.end;
  const std::string_view line = reading.block(range.begin).text;
  return line.size() <= text_below(reading.document, element).size() ||
         !split_caption(line).credit.empty();
}

/// Whether a short box that does not call itself a caption holds one that does, and perhaps a
/// credit: <div><h2 class="caption">. Counted on all labelled sets with the next one: 11 captions
/// of 9 articles are gained, none that is no caption.
bool read_caption_inside(const Reading& reading, NodeId element, Picture& picture) {
  if (!is_short_box(reading, element)) return false;
  const NodeId caption = find_caption_element(reading, element, picture.node);
  if (caption == kNoNode || !holds_line(reading, caption) ||
      is_teaser_caption(reading, caption, picture))
    return false;
  picture.caption_element = caption;
  settle(read_parts(reading, caption), picture);
  picture.text_elements.push_back(caption);
  read_outer_credit(reading, element, picture);
  return true;
}

/// The caption and the credit behind it that says so, where an element holds nothing else; none: no
/// caption.
Parts credited_texts(const Reading& reading, NodeId element, NodeId picture) {
  if (reading.document.node(element).kind != NodeKind::kElement ||
      !is_short_box(reading, element, picture))
    return {};
  const BlockRange range = blocks_below(reading, element);
  for (uint32_t i = range.begin; i < range.end; ++i)
    if (reading.block(i).heading_level > 0) return {};
  Parts parts = read_parts(reading, element);
  const CaptionText split = split_caption(parts.caption);
  const bool has_label =
      !split.credit.empty() && parts.caption.starts_with(split.caption) &&
      is_labelled_credit(trim_space(std::string_view(parts.caption).substr(split.caption.size())));
  const bool has_words =
      count_words(split.caption) >= kFewestWords || unspaced_share(split.caption) > 0.5f;
  if (!has_words || !(has_label || is_credit_line(parts.credit))) return {};
  return parts;
}

bool read_credited_box(const Reading& reading, NodeId element, Picture& picture) {
  Parts parts = credited_texts(reading, element, kNoNode);
  if (parts.caption.empty()) return false;
  settle(std::move(parts), picture);
  picture.text_elements.push_back(element);
  return true;
}

/// Whether a figcaption belongs to a figure of figures, of which the picture's is one.
bool is_caption_of_gallery(const Reading& reading, NodeId id, NodeId holder) {
  const Document& document = reading.document;
  return document.node(id).tag == Tag::kFigcaption && document.node(holder).tag == Tag::kFigure &&
         document.node(document.node(id).parent).tag == Tag::kFigure;
}

/// A box right behind a bare picture, declared as wide as it, that holds one text: how pages in
/// tables bind a caption, <img width=300><br><table width=300><tr><td>The boat.
bool read_box_as_wide(const Reading& reading, NodeId element, Picture& picture) {
  constexpr double kLeast = 100, kMostMargin = 24;  // pixels
  const double width = declared_width(reading.document, picture.node),
               around = std::max(styled_width(reading.document, element),
                                 declared_width(reading.document, element));
  if (width < kLeast || around < width || around > width + kMostMargin) return false;
  const std::string_view text = lone_text(reading, element);
  if (count_words(text) < kFewestWords) return false;
  settle({std::string(text), {}, {}}, picture);
  picture.text_elements.push_back(element);
  return true;
}

}  // namespace

bool holds_credited_caption(const Reading& reading, NodeId element, NodeId picture) {
  return !credited_texts(reading, element, picture).caption.empty();
}

NodeId next_with_block(const Reading& reading, NodeId node) {
  const Document& document = reading.document;
  const NodeId parent = document.node(node).parent;
  const auto place = std::ranges::lower_bound(reading.places, reading.markup.end[node]);
  if (parent == kNoNode || place == reading.places.end() || *place >= reading.markup.end[parent])
    return kNoNode;
  NodeId id = reading.markup.in_order[*place];
  while (document.node(id).parent != parent) id = document.node(id).parent;
  return id;
}

void read_siblings(const Reading& reading, Picture& picture) {
  // Thousands of pictures may stand before one element, and each looks through it.
  constexpr uint32_t kMostCaptionNodes = 2000;
  const Document& document = reading.document;
  int left = 4, bare_texts = 16;  // bare ones are passed over
  for (NodeId id = next_with_block(reading, picture.holder); id != kNoNode && left > 0;
       id = next_with_block(reading, id)) {
    if (document.node(id).kind != NodeKind::kElement) {
      if (--bare_texts == 0) return;
      continue;
    }
    if (reading.markup.end[id] - reading.markup.place[id] > kMostCaptionNodes ||
        is_caption_of_gallery(reading, id, picture.holder))
      return;
    const BlockRange range = blocks_below(reading, id);
    --left;
    const uint32_t hints = reading.markup.hints[id];
    if (!(hints & (kHintCaption | kHintCredit)) && read_caption_inside(reading, id, picture))
      return;
    if (range.end - range.begin != 1 && !(hints & (kHintCaption | kHintCredit))) return;
    const std::string text = text_below(document, id, kMaxCaptionLetters);
    const bool is_alone = range.end - range.begin == 1 && text.size() <= kMaxCaptionLetters;
    if (image_below(document, id) != kNoNode) return;  // the texts of another picture
    if ((hints & (kHintCaption | kHintCredit)) && text.size() <= kMaxCaptionLetters &&
        !is_teaser_caption(reading, id, picture)) {
      Parts parts = hints & kHintCaption ? read_parts(reading, id) : Parts{{}, text, {}};
      settle(std::move(parts), picture);
      if (hints & kHintCaption) picture.caption_element = id;
    } else if (is_alone && repeats_alt(picture, text) && !is_headline(reading, text) &&
               reading.block(range.begin).heading_level == 0) {
      settle(read_parts(reading, id), picture);
    } else {
      return;
    }
    picture.text_elements.push_back(id);
    if (!picture.image.caption.empty() && !picture.image.credit.empty()) return;
  }
}

void read_pair_behind(const Reading& reading, const std::vector<NodeId>& holders,
                      Picture& picture) {
  NodeId bare = picture.node;
  for (const NodeId holder : holders) {
    const BlockRange range = blocks_below(reading, holder);
    if (range.begin < range.end) break;
    bare = holder;
  }
  const NodeId first = next_with_block(reading, bare);
  if (first == kNoNode || is_caption_of_gallery(reading, first, bare) ||
      read_credited_box(reading, first, picture) || read_box_as_wide(reading, first, picture))
    return;
  const NodeId second = next_with_block(reading, first);
  std::string_view caption = lone_text(reading, first), credit = lone_text(reading, second);
  if (is_credit_line(caption) && is_of_alt(picture, credit))
    std::swap(caption, credit);
  else if (count_words(caption) < kFewestWords || !is_credit_line(credit))
    return;
  settle({std::string(caption), std::string(credit), {}}, picture);
  picture.text_elements.push_back(first);
  picture.text_elements.push_back(second);
}

}  // namespace copydesk
