// runs.h: one block of a document into text with links and emphasis. Part of story/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "blocks/blocks.h"
#include "html/html.h"
#include "record/record.h"

namespace copydesk {

/// A text with its inline marks and, when asked for, the bytes of the page it came from.
struct Run {
  std::string text;
  std::vector<Inline> inlines;
  std::vector<TextSpan> spans;
};

/// What read_run() needs to know of the page.
struct RunContext {
  const Document& document;
  std::string_view base;  // address that links are resolved against
  bool mends = false;     // decode references that were escaped twice
  bool wants_spans = false;
  bool wants_inlines = true;
};

/// Reads a block. The text is the block's own, references mended; inline ranges are byte offsets in
/// it. Cost: linear in the block's nodes. Threads: safe.
Run read_run(const RunContext& context, const Block& block);

/// The sign in a text node of a heading that is all of a link into the page: "#", "§"; else empty.
std::string_view permalink_sign(const Document& document, NodeId text);

/// A heading without such a sign at its end or start: "Errors", not "Errors¶". A part of the
/// block's text.
std::string_view without_permalink(const Document& document, const Block& block);

/// Appends `tail` to `run` with `separator` between them.
void append_run(Run& run, Run&& tail, std::string_view separator);

}  // namespace copydesk
