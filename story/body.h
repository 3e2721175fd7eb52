// body.h: the chosen blocks of a document and the media between them into the nodes of a story's
// body. Part of story/.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "blocks/blocks.h"
#include "record/record.h"
#include "story/markup.h"
#include "story/reading.h"
#include "story/runs.h"

namespace copydesk {

/// A picture, video, gallery or embed that stands in the body, by its place in document order.
struct PlacedMedia {
  uint32_t place = 0;
  BodyNode node;
};

/// The heading that opens an entry of a live page, by the index of its block.
struct EntryHead {
  uint32_t block = 0;
  size_t headline_at = 0;  // byte of the block's text, behind a time
  When time;
};

struct Body {
  std::vector<BodyNode> nodes;
  std::vector<TextSpan> spans;  // of text_of(nodes); empty unless asked for
};

/// Builds the body from the blocks whose role is kBody, in document order. `media` and `entries`
/// are sorted; `posts` are those of a thread. Cost: linear. Threads: safe.
Body build_body(const RunContext& context, const Markup& markup, const BlockList& list,
                std::vector<PlacedMedia> media, const std::vector<EntryHead>& entries,
                const std::vector<Post>& posts = {});

}  // namespace copydesk
