// elements.cpp: the table of elements.h: chains of ancestors, sums from the leaves to the root,
// class words above.
#include "blocks/elements.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <initializer_list>

#include "blocks/tags.h"
#include "blocks/vocabulary.h"

namespace copydesk {
namespace {

// A block of at least this many letters counts as a paragraph for the Readability-like score.
// Source: Readability.js, which ignores paragraphs under 25 characters.
constexpr uint32_t kScoredLength = 25;

// By tag: its place in Distances::steps; that of all others is behind those that count.
constexpr auto kPlaceOfTag = [] {
  std::array<uint8_t, kKnownTagCount> places{};
  places.fill(Distances::kOtherTags);
  for (size_t i = 0; i < kAncestorTagCount; ++i)
    places[static_cast<size_t>(kAncestorTags[i])] = static_cast<uint8_t>(i);
  return places;
}();

uint32_t hash_of(std::string_view value) {
  uint64_t hash = value.size();
  for (size_t at = 0; at < value.size(); at += 8) {
    hash =
        (hash ^ EightBytes(value.data() + at, value.size() - at).number()) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
  }
  return static_cast<uint32_t>(hash);
}

// A count of an element, and by tag the one that such elements count into.
using Part = float PageElement::*;
constexpr Part kNoPart = nullptr;
constexpr auto kParts = [] {
  std::array<Part, kKnownTagCount> parts;
  // By hand: the pointers of `parts{}` are those to the first member once g++ 12 stores them.
  parts.fill(kNoPart);
  const auto set = [&](std::initializer_list<Tag> tags, Part part) {
    for (const Tag tag : tags) parts[static_cast<size_t>(tag)] = part;
  };
  set({Tag::kImg, Tag::kPicture, Tag::kVideo}, &PageElement::images);
  set({Tag::kInput, Tag::kButton, Tag::kSelect, Tag::kTextarea}, &PageElement::controls);
  set({Tag::kA}, &PageElement::links);
  set({Tag::kLi}, &PageElement::items);
  for (size_t i = 0; i < parts.size(); ++i)
    if (heading_level_of(static_cast<Tag>(i)) != 0) parts[i] = &PageElement::headings;
  return parts;
}();

Part part_of(Tag tag) { return tag < Tag::kFirstOwn ? kParts[static_cast<size_t>(tag)] : kNoPart; }

constexpr size_t kUsualDepth = 64;  // of the elements of a page

class TableBuilder {
 public:
  TableBuilder(const Document& document, const BlockList& list, PageElements& table)
      : document_(document),
        list_(list),
        table_(table),
        index_of_(document.node_count(), kNoElement) {
    chain_.reserve(kUsualDepth);
  }

  // The table's index of `node`; its missing ancestors are added from the top down.
  uint32_t index(NodeId node) {
    chain_.clear();
    while (node != kNoNode && index_of_[node] == kNoElement &&
           document_.node(node).kind == NodeKind::kElement) {
      chain_.push_back(node);
      node = document_.node(node).parent;
    }
    uint32_t parent = node == kNoNode ? kNoElement : index_of_[node];
    for (size_t i = chain_.size(); i-- > 0;) {
      const bool is_left_out = parent != kNoElement && list_.idle[chain_[i]];
      parent = is_left_out ? index_of_[chain_[i]] = parent : add(chain_[i], parent);
    }
    return parent;
  }

  // Counts pictures, controls, links, headings and list items into the nearest element of the
  // table. The last to be called: every node gets the index of its parent, but those that the
  // parser put below a later one.
  void count_parts() {
    for (NodeId id = 0; id < document_.node_count(); ++id) {
      const Node& node = document_.node(id);
      uint32_t& nearest = index_of_[id];
      if (nearest == kNoElement && node.parent < id) nearest = index_of_[node.parent];
      if (node.kind != NodeKind::kElement || nearest == kNoElement) continue;
      if (const Part part = part_of(node.tag); part != kNoPart) table_.elements[nearest].*part += 1;
    }
  }

 private:
  uint32_t add(NodeId id, uint32_t parent) {
    const auto index = static_cast<uint32_t>(table_.elements.size());
    index_of_[id] = index;
    PageElement& element = table_.elements.emplace_back();
    element.node = id;
    element.parent = parent;
    element.tag = document_.node(id).tag;
    element.depth =
        parent == kNoElement ? 0 : static_cast<uint16_t>(table_.elements[parent].depth + 1);
    element.is_main = element.tag == Tag::kMain;
    if (parent != kNoElement) element.steps_up = table_.elements[parent].steps_up;
    step_up(element.tag, element.steps_up);
    read_attributes(id, element);
    return index;
  }

  static void step_up(Tag tag, StepsUp& steps) {
    const auto step = [&](uint8_t& to, Tag nearest) {
      to = tag == nearest ? 0 : to < kFar ? static_cast<uint8_t>(to + 1) : kFar;
    };
    step(steps.nav, Tag::kNav);
    step(steps.footer, Tag::kFooter);
    step(steps.article, Tag::kArticle);
    step(steps.main, Tag::kMain);
  }

  void read_attributes(NodeId id, PageElement& element) {
    element.look = plain_look(element.tag);
    for (const Attribute& attribute : document_.attributes(id)) {
      if (attribute.name == AttributeName::kRole)
        element.is_main |= attribute.value == "main";
      else if (attribute.name == AttributeName::kItemprop)
        element.is_main |= attribute.value == "articleBody";
      else if (attribute.name == AttributeName::kClass)
        element.look ^= hash_of(attribute.value);
    }
  }

  const Document& document_;
  const BlockList& list_;
  PageElements& table_;
  std::vector<uint32_t> index_of_;
  std::vector<NodeId> chain_;
};

// Finds the distances of elements whose parents have theirs.
class DistanceFinder {
 public:
  DistanceFinder(const Document& document, PageElements& table)
      : document_(document), table_(table) {}

  void find(uint32_t index) {
    const PageElement& element = table_.elements[index];
    Distances& distances = table_.distances[index];
    if (element.parent == kNoElement)
      std::memset(&distances, kFar, sizeof distances);
    else
      step_up(table_.distances[element.parent].steps, distances.steps, sizeof distances.steps);
    const SlotSet words = words_of(element.node);
    for (size_t half = 0; half < words.bits.size(); ++half)
      for (uint64_t left = words.bits[half]; left != 0; left &= left - 1)
        distances
            .steps[kAncestorTagCount + half * 64 + static_cast<size_t>(std::countr_zero(left))] = 0;
    if (element.tag < Tag::kFirstOwn)
      distances.steps[kPlaceOfTag[static_cast<size_t>(element.tag)]] = 0;
  }

 private:
  // One step further away, up to kFar. Sixteen bytes at a time in the form that the compiler knows.
  static void step_up(const uint8_t* __restrict above, uint8_t* __restrict own, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      const auto further = static_cast<uint8_t>(above[i] + 1);
      own[i] = further < kFar ? further : kFar;
    }
  }

  // The class words of all attributes that may have some.
  SlotSet words_of(NodeId id) {
    SlotSet words;
    for (const Attribute& attribute : document_.attributes(id)) switch (attribute.name) {
        case AttributeName::kRole:
        case AttributeName::kItemprop:
        case AttributeName::kClass:
        case AttributeName::kId:
        case AttributeName::kAriaLabel:
          words |= words_.get(attribute.value, [](std::string_view value) {
            return class_word_matcher().find(value);
          });
          break;
        default:
          break;
      }
    return words;
  }

  const Document& document_;
  PageElements& table_;
  ValueMemo<SlotSet> words_;
};

void add_block(PageElement& element, const Block& block, const TextStats& stats,
               bool is_paragraph) {
  const float length = static_cast<float>(stats.length);
  element.length += length;
  element.linked += length * static_cast<float>(block.linked_letter_count) /
                    static_cast<float>(std::max(1u, block.letter_count));
  element.blocks += 1;
  element.paragraphs += is_paragraph;
  element.sentences += static_cast<float>(stats.sentence_ends);
  element.commas += static_cast<float>(stats.commas);
  element.stop_words += static_cast<float>(stats.stop_words);
  element.words += static_cast<float>(stats.words);
}

// Source: Readability.js: 1 + commas + length / 100 (at most 3), to the parent in full, to the
// grandparent by half, further up by a third of the level.
void pass_score_up(std::vector<PageElement>& elements, uint32_t from, const TextStats& stats) {
  if (stats.length < kScoredLength) return;
  const float score = 1.0f + static_cast<float>(stats.commas) +
                      std::min(3.0f, static_cast<float>(stats.length) / 100);
  uint32_t at = from;
  for (int level = 0; level < 5 && at != kNoElement; ++level, at = elements[at].parent)
    elements[at].score += score / (level == 0   ? 1.0f
                                   : level == 1 ? 2.0f
                                                : static_cast<float>(level) * 3.0f);
}

void sum_up(std::vector<PageElement>& elements) {
  for (size_t i = elements.size(); i-- > 1;) {
    const PageElement& child = elements[i];
    if (child.parent == kNoElement) continue;
    PageElement& parent = elements[child.parent];
    parent.length += child.length;
    parent.linked += child.linked;
    parent.blocks += child.blocks;
    parent.paragraphs += child.paragraphs;
    parent.sentences += child.sentences;
    parent.commas += child.commas;
    parent.stop_words += child.stop_words;
    parent.words += child.words;
    parent.images += child.images;
    parent.controls += child.controls;
    parent.links += child.links;
    parent.headings += child.headings;
    parent.items += child.items;
  }
}

}  // namespace

PageElements page_elements(const Document& document, const BlockList& list,
                           const std::vector<TextStats>& stats) {
  PageElements table;
  table.of_block.reserve(list.blocks.size());
  const size_t likely = 3 * list.blocks.size() + 64;  // wcxb-dev: 1.6 elements a block
  table.elements.reserve(likely);
  TableBuilder builder(document, list, table);
  for (size_t i = 0; i < list.blocks.size(); ++i) {
    const Block& block = list.blocks[i];
    const uint32_t at = builder.index(document.node(block.first_text).parent);
    CD_CHECK(at != kNoElement);
    table.of_block.push_back(at);
    const bool is_paragraph =
        block.element != kNoNode && document.node(block.element).tag == Tag::kP;
    add_block(table.elements[at], block, stats[i], is_paragraph);
    const uint32_t own = block.element == kNoNode ? at : builder.index(block.element);
    const uint32_t parent = own == kNoElement ? kNoElement : table.elements[own].parent;
    if (parent != kNoElement) pass_score_up(table.elements, parent, stats[i]);
  }
  builder.count_parts();
  sum_up(table.elements);
  for (PageElement& element : table.elements)
    element.score *= 1.0f - element.linked / std::max(1.0f, element.length);
  return table;
}

// Most pages have a quarter of their elements in menus alone.
void find_distances(const Document& document, std::span<const uint32_t> wanted,
                    PageElements& table) {
  const size_t count = table.elements.size();
  std::vector<uint8_t> is_wanted(count);
  for (const uint32_t element : wanted) is_wanted[element] = 1;
  for (size_t i = count; i-- > 0;)
    if (is_wanted[i] != 0 && table.elements[i].parent != kNoElement)
      is_wanted[table.elements[i].parent] = 1;
  table.distances.resize(count);
  DistanceFinder finder(document, table);
  for (uint32_t i = 0; i < count; ++i)
    if (is_wanted[i] != 0) finder.find(i);
}

}  // namespace copydesk
