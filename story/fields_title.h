// fields_title.h: what the reader of headings and the judge of titles share. Inner header of
// story/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "story/fields_inner.h"

namespace copydesk {

constexpr size_t kLongestTitle = 400;  // bytes

/// The rank of a <title>: those of a smaller one are declared for readers.
constexpr int kTitleElementRank = 7;

/// A declared title.
struct Declared {
  std::string text;
  const Claim* claim = nullptr;
  int rank = 0;  // the smaller the better
  Wording wording;
  struct Part {
    Wording wording;
    double weight = 0;
  };
  std::vector<Part> parts;  // of <title> between its marks
};

/// Whether a page declares no title but in its <title>.
inline bool declares_none(const std::vector<Declared>& titles) {
  return titles.empty() || titles.front().rank >= kTitleElementRank;
}

struct Heading {
  uint32_t block = FieldBlocks::kNone;
  double score = 0;
};

/// Whether most letters of a block are linked.
inline bool is_linked(const Block& block) {
  return block.linked_letter_count * 2 > block.letter_count;
}

/// The headline of a heading that holds a kicker in an element of its own, or of one that was cut
/// by a line break; else the heading as it is.
std::string headline_part(const FieldContext& context, uint32_t index,
                          const std::vector<Declared>& titles);

/// How much a heading agrees with the best declared title, or with a part of <title> between marks.
double best_agreement(std::string_view text, const std::vector<Declared>& titles);

/// The heading that agrees best with what is declared, the best of which stands first; without one
/// the only <h1>, or the one right above the text. Cost: headings times declared titles.
Heading find_heading(const FieldContext& context, const std::vector<Declared>& titles);

/// The heading with which the text begins: of a page that declares nothing but a <title>, which no
/// heading shows. Counted on all labelled sets: right on 8 pages, <title> on 4. `is_site_title`: of
/// a few words, as the names of sites are.
Heading find_heading_at_text(const FieldContext& context, bool is_offer, bool is_site_title);

/// The line right above the byline whose markup calls it a headline though it is no heading: of a
/// page whose <title> names nothing but the site.
Heading find_marked_headline(const FieldContext& context);

}  // namespace copydesk
