// tags.h: what the tags mean for cutting: which part blocks, which hold no text of a story.
#pragma once

#include "blocks/blocks.h"

namespace copydesk {

/// Whether the element ends a run of text. Elements with a hyphen in their name (custom elements)
/// count as blocks.
bool is_block_element(const Document& document, NodeId element);

/// Scripts, styles, form choices, drawings, players: what stands inside is never text of a story.
bool has_no_story_text(const Node& element);

/// 1..6 for <h1>..<h6>, else 0.
int heading_level_of(Tag tag);

/// Fills letter_count and word_count from the block's text.
void count_letters(Block& block);

/// Adds to `out` the part of `piece` (a span of one text node) that lies in [from, from + length)
/// of the node's text and stands at `to` in the block's text, cut at `text_size`.
void append_part_of(const TextSpan& piece, size_t from, size_t length, size_t to, size_t text_size,
                    std::vector<TextSpan>& out);

}  // namespace copydesk
