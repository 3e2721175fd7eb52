// captions_alike.cpp: pictures -> captions of those that stand in a row of boxes most of which hold
// a picture with its caption (read_captions_alike of pictures.h). Method: own; of slides without
// names only those with a credit are known by themselves, and the next one need not have one. Not
// here: what makes a row a gallery (galleries.cpp).
#include "story/captions_inner.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

/// Whether the boxes of two pictures are siblings of one kind.
bool are_alike(const Document& document, const Picture& one, const Picture& other) {
  const Node& first = document.node(one.holder);
  const Node& second = document.node(other.holder);
  return one.holder != one.node && other.holder != other.node && one.holder != other.holder &&
         first.parent == second.parent && first.tag == second.tag;
}

/// The only text in a picture's box: short, no link and no heading; kNoNode: there is none.
NodeId only_text(const Reading& reading, const Picture& picture) {
  const BlockRange range = blocks_below(reading, picture.holder);
  if (range.end - range.begin != 1) return kNoNode;
  const Block& block = reading.block(range.begin);
  const bool is_caption = block.heading_level == 0 && block.linked_letter_count == 0 &&
                          block.letter_count <= kMaxBoxLetters &&
                          count_words(block.text) >= kFewestWords &&
                          !is_headline_block(reading, range.begin);
  return is_caption ? block.element : kNoNode;
}

/// Whether an element stands in a gallery by its name, a few levels up.
bool is_in_gallery(const Reading& reading, NodeId id) {
  constexpr int kLevels = 5;
  for (int level = 0; level < kLevels && id != kNoNode;
       ++level, id = reading.document.node(id).parent) {
    const Tag tag = reading.document.node(id).tag;
    if (tag == Tag::kBody || tag == Tag::kMain || tag == Tag::kArticle) return false;
    if (reading.markup.hints[id] & kHintTeaser) return false;
    if (reading.markup.hints[id] & kHintGallery) return true;
  }
  return false;
}

}  // namespace

bool read_slide(const Reading& reading, NodeId holder, Picture& picture) {
  constexpr uint32_t kMostTexts = 5;
  const std::string_view type = reading.story.page_type;
  const BlockRange range = blocks_below(reading, holder);
  if ((type != "article" && type != "gallery") || range.begin == range.end ||
      range.end - range.begin > kMostTexts || picture.leads_away || !is_in_gallery(reading, holder))
    return false;
  Parts parts;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const Block& block = reading.block(i);
    if (block.is_noscript || is_interface_block(reading, i)) continue;
    if (block.linked_letter_count > 0 || is_headline_block(reading, i)) return false;
    const bool is_credit =
        is_under_hint(reading, block.first_text, kHintCredit, 2) || is_credit_line(block.text);
    std::string& part = is_credit                 ? parts.credit
                        : block.heading_level > 0 ? parts.title
                                                  : parts.caption;
    if (!part.empty()) return false;
    part = std::string(block.text);
  }
  // Without a credit it may be a teaser, and behind a head a longer text is the story's.
  const size_t most = parts.title.empty() ? kMaxCaptionLetters : kMaxBoxLetters;
  if (count_words(parts.caption) < kFewestWords || parts.credit.empty() ||
      parts.caption.size() > most)
    return false;
  settle(std::move(parts), picture);
  picture.text_elements.push_back(holder);
  return true;
}

void read_captions_alike(const Reading& reading, std::vector<Picture>& pictures) {
  constexpr size_t kFewest = 3;
  if (reading.story.page_type != "article") return;
  for (size_t begin = 0, end = 0; begin < pictures.size(); begin = end) {
    size_t captioned = 0;
    for (end = begin; end < pictures.size() &&
                      (end == begin || are_alike(reading.document, pictures[begin], pictures[end]));
         ++end)
      captioned += !pictures[end].image.caption.empty();
    if (end - begin < kFewest || captioned * 2 < end - begin) continue;
    for (size_t i = begin; i < end; ++i) {
      if (!pictures[i].image.caption.empty()) continue;
      const NodeId text = only_text(reading, pictures[i]);
      if (text == kNoNode) continue;
      settle(read_parts(reading, text), pictures[i]);
      pictures[i].text_elements.push_back(text);
    }
  }
}

}  // namespace copydesk
