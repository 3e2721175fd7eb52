// story.h: the door of story/: blocks and metadata claims into a Story; each field knows where it
// came from.
#pragma once

#include "base/base.h"
#include "blocks/blocks.h"
#include "html/html.h"
#include "input/input.h"
#include "record/record.h"
#include "text/text.h"

namespace copydesk {

struct StoryOptions {
  Favor favor = Favor::kBalanced;
  bool provenance = false;  // fills Story::provenance; changes nothing else
  /// Of the record, by RecordOptions::fields: others may stay empty. `text` is the same for any.
  uint64_t fields = ~0ull;
};

/// Reads one page: parse or cut lines, choose, fill the fields. Never fails; a poor page gives
/// notes, a page without a story an empty text with the note "empty". Cost: linear in the page.
/// Threads: safe. Example:
///   Page page; page.text = "<h1>Hello</h1><p>World.</p>"; Story story = read_story(page);
Story read_story(const Page& page, const StoryOptions& options = {});

}  // namespace copydesk
