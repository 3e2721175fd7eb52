// runs.h: one block of a document into text with links and emphasis. Part of story/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
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

struct OpenInline {
  NodeId element = kNoNode;
  Inline mark;
};

/// The inline elements of one block in the order in which they begin, and where in it each stands:
/// a block may be thousands of links. Kept from block to block for its room.
struct OpenInlines {
  std::vector<OpenInline> list;
  std::vector<uint32_t> place;  // by NodeId; of an element in `list`, else of another block's

  void clear() { list.clear(); }
  /// Null: it is not in the list.
  OpenInline* find(NodeId id) {
    const bool is_known =
        id < place.size() && place[id] < list.size() && list[place[id]].element == id;
    return is_known ? &list[place[id]] : nullptr;
  }
  /// `nodes` is the count of the page's.
  void add(OpenInline&& open, size_t nodes) {
    if (place.empty()) place.resize(nodes);
    place[open.element] = static_cast<uint32_t>(list.size());
    list.push_back(std::move(open));
  }
};

/// What read_run() needs to know of the page.
struct RunContext {
  const Document& document;
  std::string_view base;  // address that links are resolved against
  bool mends = false;     // decode references that were escaped twice
  bool wants_spans = false;
  bool wants_inlines = true;
  mutable OpenInlines open = {};
};

/// Offsets into the block's text where one element's text ends and another's begins with nothing
/// but the page's style between them; mostly none. Cost: linear in the block.
std::vector<uint32_t> find_seams(const Document& document, const Block& block);

/// A part of the block's text (a view into it) with a blank at each such place.
std::string with_seams_parted(const Document& document, const Block& block, std::string_view part);

/// Reads a block. The text is the block's own, references mended and seams parted; inline ranges
/// are byte offsets in it. Cost: linear in the block's nodes. Threads: one context a thread.
Run read_run(const RunContext& context, const Block& block);

/// The sign in a text node that is all of a link into the page: "#", "§"; else empty.
std::string_view permalink_sign(const Document& document, NodeId text);

/// A heading without such a sign at its end or start, another block without one of those that only
/// permalinks have at its end: "Errors", not "Errors¶". A part of the block's text.
std::string_view without_permalink(const Document& document, const Block& block);

/// Appends `tail` to `run` with `separator` between them; nothing of an empty one.
void append_run(Run& run, Run&& tail, std::string_view separator);

}  // namespace copydesk
