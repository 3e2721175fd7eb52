// elements.h: the elements around the blocks of a page, with sums over the blocks below each of
// them.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "blocks/blocks.h"
#include "blocks/phrase_matcher.h"
#include "blocks/text_stats.h"

namespace copydesk {

inline constexpr uint32_t kNoElement = 0xFFFFFFFFu;

/// The tags whose distance above a block is a feature.
inline constexpr Tag kAncestorTags[] = {
    Tag::kArticle,    Tag::kMain,  Tag::kNav,     Tag::kFooter, Tag::kHeader,  Tag::kAside,
    Tag::kForm,       Tag::kTable, Tag::kUl,      Tag::kOl,     Tag::kDl,      Tag::kFigure,
    Tag::kBlockquote, Tag::kPre,   Tag::kSection, Tag::kButton, Tag::kDetails, Tag::kDialog,
    Tag::kA,          Tag::kLi,    Tag::kTd,      Tag::kP};
inline constexpr size_t kAncestorTagCount = sizeof kAncestorTags / sizeof kAncestorTags[0];

/// Its place in kAncestorTags.
constexpr size_t place_of_ancestor(Tag tag) {
  size_t place = 0;
  while (kAncestorTags[place] != tag) ++place;
  return place;
}

/// Distances further up than this count as "not there".
inline constexpr uint8_t kFar = 14;

/// The look of an element without a class.
constexpr uint32_t plain_look(Tag tag) { return static_cast<uint32_t>(tag) * 0x9E3779B1u; }

/// Steps from an element up to the nearest one of a tag, as in Distances.
struct StepsUp {
  uint8_t nav = kFar, footer = kFar, article = kFar, main = kFar;
};

/// One element that has a block below it. Parents come before their children.
struct PageElement {
  NodeId node = kNoNode;
  uint32_t parent = kNoElement;
  Tag tag = Tag::kUnknown;
  uint16_t depth = 0;
  uint32_t look = 0;  // hash of tag and class
  float length = 0, linked = 0, blocks = 0, paragraphs = 0, sentences = 0, commas = 0,
        stop_words = 0, words = 0;
  float images = 0, controls = 0, links = 0, headings = 0, items = 0;
  float score = 0;  // in the manner of Readability: paragraphs and commas, passed on to parents
  bool is_main = false;  // <main>, role=main, itemprop=articleBody
  StepsUp steps_up;
  bool has_class() const { return look != plain_look(tag); }
};

/// Distances from an element up to the nearest element with a class word or a tag; 0 is the element
/// itself.
struct Distances {
  static constexpr size_t kWordCount = 128;
  static constexpr size_t kCount = kAncestorTagCount + kWordCount;
  static constexpr size_t kOtherTags = kCount;  // the place of all other tags
  // Those of the tags, then those of the words; room behind them, so that 32 are stepped up at
  // once.
  uint8_t steps[160];
};
static_assert(Distances::kCount < sizeof Distances::steps);

/// What is not cleared before it is written.
template <typename Value>
struct Uncleared : std::allocator<Value> {
  template <typename Other>
  struct rebind {
    using other = Uncleared<Other>;
  };
  template <typename Made, typename... Values>
  void construct(Made* at, Values&&... values) {
    if constexpr (sizeof...(values) > 0)
      *at = Made(std::forward<Values>(values)...);
    else
      ::new (static_cast<void*>(at)) Made;
  }
};

/// Lifetime: independent of the document once built. Cost: linear in nodes and blocks.
struct PageElements {
  std::vector<PageElement> elements;
  std::vector<Distances, Uncleared<Distances>> distances;  // by element; see find_distances()
  std::vector<uint32_t> of_block;  // by block: the element its text stands in
};

/// All but the distances.
PageElements page_elements(const Document& document, const BlockList& list,
                           const std::vector<TextStats>& stats);

/// Finds the distances of the elements in `wanted` and of those above them; all others have none.
void find_distances(const Document& document, std::span<const uint32_t> wanted,
                    PageElements& table);

}  // namespace copydesk
