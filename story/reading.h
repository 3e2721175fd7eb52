// reading.h: what the readers of one HTML page share: the document, its blocks by place, and where
// the story stands. Part of story/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"
#include "record/record.h"
#include "story/claims.h"
#include "story/markup.h"

namespace copydesk {

/// A run of block indices, end exclusive.
struct BlockRange {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool is_empty() const { return begin >= end; }
};

/// One post of a thread. Indices of blocks.
struct Post {
  static constexpr uint32_t kNoBlock = 0xFFFFFFFFu;
  NodeId element = kNoNode;
  BlockRange range;
  uint32_t name = kNoBlock;
  uint32_t time = kNoBlock;
};

/// One page while it is read. Lifetime: refers to all its parts; lives inside read_story().
struct Reading {
  const Document& document;
  BlockList& list;
  const Markup& markup;
  const Claims& claims;
  Story& story;
  std::string base;              // address that references are resolved against
  bool has_files = false;        // Page::has_files
  std::vector<uint32_t> places;  // of each block's first text, ascending
  NodeId container = kNoNode;    // smallest element that holds most letters of the chosen blocks
  uint32_t first_body = 0;       // block indices; first_body > last_body: nothing chosen
  uint32_t last_body = 0;
  uint32_t title_block = 0xFFFFFFFFu;
  std::vector<Post> posts = {};      // of a thread; empty: the page is none
  std::vector<uint8_t> chosen = {};  // by block, when find_story() looked last
  std::string folded_title = {};     // fold() of the headline
  // By block, bits: what is_interface_block() and is_headline_block() were asked and said.
  mutable std::vector<uint8_t> known_lines = {};

  std::string_view media_base() const { return has_files ? std::string_view() : base; }
  bool has_body() const { return first_body <= last_body; }
  const Block& block(uint32_t index) const { return list.blocks[index]; }
  bool is_body(uint32_t index) const { return list.blocks[index].role == Role::kBody; }
  uint32_t place(NodeId id) const { return markup.place[id]; }
};

/// Prepares a page whose blocks are chosen. Cost: linear.
Reading begin_reading(const Document& document, BlockList& list, const Markup& markup,
                      const Claims& claims, Story& story, const Page& page);

/// Finds container, first_body and last_body again after roles may have changed.
/// Cost: linear in the blocks; little where they have not.
void find_story(Reading& reading);

/// The parent of a block's element, wrappers that say nothing passed over.
NodeId parent_of(const Reading& reading, uint32_t block);

/// The blocks whose first text stands below an element.
BlockRange blocks_below(const Reading& reading, NodeId element);

/// Whether a place behind the text is right behind it, as that of a last picture or player.
bool closes_text(const Reading& reading, uint32_t place);

/// Whether a class, id or itemprop at or above a node, up to the story's container, has one of the
/// hints.
bool is_under_hint(const Reading& reading, NodeId node, uint32_t hints, int levels = 512);

/// Whether the text of a block can be seen: not hidden, not read out of <noscript>.
bool is_visible(const Block& block);

/// Whether the text of a block is one of the page's interface (is_interface_line()), and whether it
/// is the headline. Worked out once a block: it may stand beside many pictures, and in all that
/// holds them.
bool is_interface_block(const Reading& reading, uint32_t index);
bool is_headline_block(const Reading& reading, uint32_t index);
/// Whether a text is the headline.
bool is_headline(const Reading& reading, std::string_view text);

/// Whether a block is a link, not a text with a link.
bool is_link(const Block& block);

/// The nearest list around a block; kNoNode: none.
NodeId list_around(const Reading& reading, const Block& block);

/// The address a block leads to: of the first link in it; empty: none.
std::string link_of(const Reading& reading, const Block& block);

}  // namespace copydesk
