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

/// Bounds of the work on one page. A bound that is hit is a note in the story (docs/limits.md).
struct StoryLimits {
  ParseLimits parse = {};
  size_t blocks = kMostBlocks;  // of a page, lines of a dump; a block costs 2 KB while it is judged
  size_t json_ld_bytes = 4u << 20;  // of all scripts of a page
  size_t json_ld_depth = 64;
  size_t claims = 5000;   // statements of a page about itself
  size_t declared = 400;  // times, and persons, that markup names
};

struct StoryOptions {
  Favor favor = Favor::kBalanced;
  bool provenance = false;  // fills Story::provenance; changes nothing else
  /// Of the record, by RecordOptions::fields: others may stay empty. `text` is the same for any.
  uint64_t fields = ~0ull;
  StoryLimits limits = {};
};

/// Reads one page: parse or cut lines, choose, fill the fields. Never fails; a poor page gives
/// notes, a page without a story an empty text with the note "empty". Cost: linear in the page.
/// Threads: safe. Example:
///   Page page; page.text = "<h1>Hello</h1><p>World.</p>"; Story story = read_story(page);
Story read_story(const Page& page, const StoryOptions& options = {});

/// Whether a page gave a record worth keeping: a text, pictures or videos or, where scripts would
/// have written the text, at least a headline and a time. Cost: none. Threads: safe.
bool tells_story(const Story& story);

}  // namespace copydesk
