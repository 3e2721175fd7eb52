// tags.h: what the tags mean for cutting: which part blocks, which hold no text of a story.
#pragma once

#include <vector>

#include "blocks/blocks.h"

namespace copydesk {

/// Whether the element ends a run of text. Elements with a hyphen in their name (custom elements)
/// count as blocks.
bool is_block_element(const Document& document, NodeId element);

/// Scripts, styles, form choices, drawings, players: what stands inside is never text of a story.
bool has_no_story_text(const Node& element);

/// 1..6 for <h1>..<h6>, else 0.
constexpr int heading_level_of(Tag tag) {
  switch (tag) {
    case Tag::kH1:
      return 1;
    case Tag::kH2:
      return 2;
    case Tag::kH3:
      return 3;
    case Tag::kH4:
      return 4;
    case Tag::kH5:
      return 5;
    case Tag::kH6:
      return 6;
    default:
      return 0;
  }
}

/// Fills letter_count and word_count from the block's text.
void count_letters(Block& block);

/// A run of a text node's text and where it stands in the block's text; of unlike lengths when
/// white space was folded.
struct FoldedRun {
  size_t from = 0, length = 0;
  size_t to = 0, to_length = 0;
};

/// Adds to `out` the part of `piece` (a span of one text node) that lies in the run.
void append_part_of(const TextSpan& piece, const FoldedRun& run, std::vector<TextSpan>& out);

}  // namespace copydesk
