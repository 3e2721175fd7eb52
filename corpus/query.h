// query.h: what a person types into the search box, as words for the index and filters for the
// table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "corpus/corpus.h"

namespace copydesk {

/// A word to light up in a snippet.
struct QueryTerm {
  std::string folded;
  bool is_prefix = false;
};

struct ParsedQuery {
  std::string match;    // for FTS5; empty = every story
  std::string exclude;  // for FTS5; stories that match it are left out; only when `match` is empty
  std::vector<FacetFilter>
      filters;  // publisher:, section:, language:, type:, day:, after:, before:
  std::vector<QueryTerm> terms;
  bool has_phrase = false;  // words that must stand side by side
};

/// Understands words (all must occur), "phrases", begin*, -without, a OR b, title:word, and the
/// filters above. Never fails: what it does not understand it searches for as words. Cost: linear;
/// words past the 64th are ignored.
ParsedQuery parse_query(std::string_view query);

/// The part of `text` that shows the terms best, about `width_bytes` long, and where in it they
/// stand. Cost: linear in the first 256 KiB of the text.
Snippet cut_snippet(std::string_view text, const std::vector<QueryTerm>& terms, size_t width_bytes);

}  // namespace copydesk
