// captions_alike.cpp: pictures -> captions of those that stand in a row of boxes most of which hold
// a picture with its caption (read_captions_alike of pictures.h). Method: own; of slides without
// names only those with a credit are known by themselves, and the next one need not have one. Not
// here: what makes a row a gallery (galleries.cpp).
#include "story/captions_inner.h"
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

}  // namespace

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
