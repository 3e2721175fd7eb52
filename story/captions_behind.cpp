// captions_behind.cpp: the texts of a picture that stand behind what holds it (read_siblings,
// read_pair_behind of captions_inner.h). Method: own. Such a text calls itself caption or credit,
// repeats the picture's alt, or is a caption with its credit behind it. Not here: texts beside the
// picture, in what holds both (captions.cpp).
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

}  // namespace

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
    if (reading.markup.end[id] - reading.markup.place[id] > kMostCaptionNodes) return;
    const BlockRange range = blocks_below(reading, id);
    --left;
    const uint32_t hints = reading.markup.hints[id];
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
  if (first == kNoNode) return;
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
