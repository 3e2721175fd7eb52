// dump.h: the way of a plain-text dump from its lines to a Story. Part of story/; read_story()
// calls it.
#pragma once

#include "story/story.h"

namespace copydesk {

/// Reads the story out of a page that a text tool left as lines. Fills all of a story but source,
/// url, page notes and id. Never fails: without a story `text` is empty.
/// Cost: linear in the page. Threads: safe.
Story read_dump(const Page& page, const StoryOptions& options);

/// Sets the roles that the shape of a dump's lines proves: galleries, captions, key points. What is
/// left is what the model chooses from; training sees the same. Cost: linear.
void mark_dump_shape(BlockList& list);

}  // namespace copydesk
