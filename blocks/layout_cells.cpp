// layout_cells.cpp: the cells beside the story on pages that are laid out by tables.
// Method: where one cell holds nearly all long texts that were chosen, short ones in other cells
// are masthead, stamps and boxes. Not here: tables of facts (choose.cpp).
#include "blocks/layout_cells.h"

#include <algorithm>
#include <vector>

namespace copydesk {
namespace {

// The model has seen few such pages and takes all their cells alike. In sample, on the labelled
// sets, the rule changes two texts: one loses two segments that are labelled as no text, the other
// .03 of its word F1. What it is for stands in tests/cases (example-legacy-koi8r,
// nested-tables-2005, table-layout-1999).
constexpr uint32_t kLongText = 15, kLeastWords = 50;  // words
constexpr float kLeastOfLong = 0.8f, kLeastOfAll = 0.6f;

bool is_long(const Block& block) {
  return block.word_count >= kLongText && block.linked_letter_count * 3 < block.letter_count;
}

// The chosen words below each element, all and those of long texts.
struct Words {
  float all = 0, of_long = 0;
};

std::vector<Words> chosen_words(const BlockList& list, const PageElements& page) {
  std::vector<Words> words(page.elements.size());
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    const Block& block = list.blocks[i];
    if (block.role != Role::kBody || page.of_block[i] == kNoElement) continue;
    Words& own = words[page.of_block[i]];
    own.all += static_cast<float>(block.word_count);
    if (is_long(block)) own.of_long += static_cast<float>(block.word_count);
  }
  for (size_t e = words.size(); e-- > 0;) {
    const uint32_t parent = page.elements[e].parent;
    if (parent == kNoElement) continue;
    words[parent].all += words[e].all;
    words[parent].of_long += words[e].of_long;
  }
  return words;
}

// The innermost cell with nearly all long texts, or kNoElement. Those that hold so much lie one in
// the other, and parents come first.
uint32_t cell_of_story(const PageElements& page, const std::vector<Words>& words) {
  float all = 0, of_long = 0;
  for (size_t e = 0; e < words.size(); ++e)
    if (page.elements[e].parent == kNoElement) {
      all += words[e].all;
      of_long += words[e].of_long;
    }
  if (of_long < kLeastWords) return kNoElement;
  uint32_t found = kNoElement;
  for (uint32_t e = 0; e < words.size(); ++e)
    if (page.elements[e].tag == Tag::kTd && words[e].of_long >= kLeastOfLong * of_long &&
        words[e].all >= kLeastOfAll * all)
      found = e;
  return found;
}

}  // namespace

bool drop_cells_beside(BlockList& list, const PageElements& page) {
  if (std::ranges::none_of(list.blocks, [](const Block& block) {
        return block.is_cell && block.role == Role::kBody && is_long(block);
      }))
    return false;  // most pages
  const uint32_t cell = cell_of_story(page, chosen_words(list, page));
  if (cell == kNoElement) return false;
  std::vector<bool> is_inside(page.elements.size());
  for (size_t e = cell; e < is_inside.size(); ++e) {
    const uint32_t parent = page.elements[e].parent;
    is_inside[e] = e == cell || (parent != kNoElement && is_inside[parent]);
  }
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    Block& block = list.blocks[i];
    if (block.role == Role::kBody && block.is_cell && !is_long(block) && block.heading_level == 0 &&
        page.of_block[i] != kNoElement && !is_inside[page.of_block[i]])
      block.role = Role::kUnknown;
  }
  return true;
}

}  // namespace copydesk
