// walk.h: how the writers for people go through a story: nodes in reading order, and the text of a
// node with its links and emphasis as properly nested events. For output/ only.
#pragma once

#include <string_view>
#include <vector>

#include "record/record.h"

namespace copydesk {

/// The body with the pictures, videos and galleries that no node of it names: the lead before it,
/// the rest after it. Nodes that name nothing, or what was shown before, are left out. Lifetime:
/// `nodes` point into the story and into `extras`.
struct ReadingOrder {
  std::vector<BodyNode> extras;
  std::vector<const BodyNode*> nodes;
};
ReadingOrder reading_order(const Story& story);

/// A stretch of text with what to do at its begin.
struct TextEvent {
  enum class Kind : uint8_t { kText, kOpen, kClose, kLineBreak, kParagraphBreak };
  Kind kind = Kind::kText;
  std::string_view text;         // kText; kOpen: all text up to the close
  const Inline* mark = nullptr;  // kOpen, kClose
};

/// Cuts a text into events. Whatever the inlines say, opens and closes nest, none is empty, none
/// crosses a paragraph break, none stands inside one of its own kind, and no character is cut.
/// Lifetime: events view `text` and `inlines`. Cost: linear in the text, n log n in the inlines.
std::vector<TextEvent> text_events(std::string_view text, const std::vector<Inline>& inlines);

/// Depth of each item, with jumps and giant depths made small: at most one deeper than the item
/// before, at most 31.
std::vector<uint32_t> item_levels(const std::vector<ListItem>& items);

}  // namespace copydesk
