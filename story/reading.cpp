// reading.cpp: where the blocks stand and where the story is.
// Method: own; the container is found by climbing from the longest chosen block until most chosen
// letters are inside.
#include "story/reading.h"

#include <algorithm>

#include "story/first_letter.h"
#include "story/phrases.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Share of the chosen letters that the container holds. Less than all, so that one stray block does
// not widen it.
constexpr double kContainerShare = 0.85;

// Every link and picture of the page may be written behind it: a base of half a page, and short
// links in the other half, would be a record of the square of the page. Servers and browsers take
// addresses of 2,000 to 8,000 bytes, most of them query.
constexpr size_t kMostBaseBytes = 1024;

// Without its fragment, which no address is resolved against and no link to the page has; without
// the query of a long one; nothing if it is too long even so.
std::string short_base(std::string address) {
  address.resize(std::min(address.find('#'), address.size()));
  if (address.size() > kMostBaseBytes) address.resize(std::min(address.find('?'), address.size()));
  if (address.size() > kMostBaseBytes) address.clear();
  return address;
}

std::string base_address(const Document& document, std::string_view url) {
  const NodeId head = document.head();
  if (head == kNoNode) return std::string(url);
  for (NodeId id = document.node(head).first_child; id != kNoNode; id = document.node(id).next) {
    const Node& node = document.node(id);
    if (node.kind != NodeKind::kElement || node.tag != Tag::kBase) continue;
    const std::string_view href = document.attribute(id, AttributeName::kHref);
    if (!href.empty()) return resolve_address(url, href);
  }
  return std::string(url);
}

}  // namespace

Reading begin_reading(const Document& document, BlockList& list, const Markup& markup,
                      const Claims& claims, Story& story, const Page& page) {
  Reading reading{document,       list,  markup,
                  claims,         story, short_base(base_address(document, page.url)),
                  page.has_files, {}};
  reading.places.reserve(list.blocks.size());
  for (const Block& block : list.blocks)
    reading.places.push_back(block.first_text == kNoNode ? 0 : markup.place[block.first_text]);
  reading.folded_title = fold(story.title);
  reading.known_lines.resize(list.blocks.size());
  find_story(reading);
  return reading;
}

namespace {

// Notes which blocks are the body; whether they are the same as the last time.
bool is_same_body(Reading& reading) {
  const size_t count = reading.list.blocks.size();
  bool is_same = reading.chosen.size() == count;
  reading.chosen.resize(count);
  for (uint32_t i = 0; i < count; ++i) {
    const uint8_t is_body = reading.is_body(i);
    is_same &= reading.chosen[i] == is_body;
    reading.chosen[i] = is_body;
  }
  return is_same && count > 0;
}

}  // namespace

void find_story(Reading& reading) {
  if (is_same_body(reading)) return;
  const auto count = static_cast<uint32_t>(reading.list.blocks.size());
  uint32_t longest = count;
  std::vector<uint64_t> letters(count + 1, 0);  // chosen letters before each block
  reading.first_body = count + 1, reading.last_body = 0;
  reading.container = kNoNode;
  for (uint32_t i = 0; i < count; ++i) {
    letters[i + 1] = letters[i] + (reading.is_body(i) ? reading.block(i).letter_count : 0);
    if (!reading.is_body(i)) continue;
    reading.first_body = std::min(reading.first_body, i);
    reading.last_body = i;
    if (longest == count || reading.block(i).letter_count > reading.block(longest).letter_count)
      longest = i;
  }
  if (longest == count) return;
  // What a story of one paragraph stands in is more than the paragraph.
  NodeId id = reading.document.node(reading.block(longest).element).parent;
  while (id != kNoNode) {
    const BlockRange range = blocks_below(reading, id);
    const auto held = static_cast<double>(letters[range.end] - letters[range.begin]);
    if (held >= kContainerShare * static_cast<double>(letters[count])) break;
    id = reading.document.node(id).parent;
  }
  reading.container = id;
}

NodeId parent_of(const Reading& reading, uint32_t block) {
  NodeId id = reading.document.node(reading.block(block).element).parent;
  while (id != kNoNode && reading.list.idle[id]) id = reading.document.node(id).parent;
  return id;
}

BlockRange blocks_below(const Reading& reading, NodeId element) {
  const auto begin = std::ranges::lower_bound(reading.places, reading.markup.place[element]);
  const auto end = std::lower_bound(begin, reading.places.end(), reading.markup.end[element]);
  return {static_cast<uint32_t>(begin - reading.places.begin()),
          static_cast<uint32_t>(end - reading.places.begin())};
}

bool closes_text(const Reading& reading, uint32_t place) {
  constexpr uint32_t kMostBetween = 2;  // blocks
  const auto next = std::ranges::lower_bound(reading.places, place) - reading.places.begin();
  return next <= reading.last_body + 1 + kMostBetween;
}

bool is_under_hint(const Reading& reading, NodeId node, uint32_t hints, int levels) {
  for (NodeId id = node; id != kNoNode && levels > 0; --levels) {
    if (reading.container != kNoNode && reading.markup.contains(id, reading.container))
      return false;
    if (reading.markup.hints[id] & hints) return true;
    id = reading.document.node(id).parent;
  }
  return false;
}

namespace {

enum KnownLine : uint8_t {
  kAskedInterface = 1,
  kIsInterface = 2,
  kAskedHeadline = 4,
  kIsHeadline = 8,
};

template <typename Ask>
bool known_line(const Reading& reading, uint32_t index, KnownLine asked, KnownLine yes, Ask ask) {
  uint8_t& known = reading.known_lines[index];
  if ((known & asked) == 0)
    known = static_cast<uint8_t>(known | asked | (ask(reading.block(index).text) ? yes : 0));
  return (known & yes) != 0;
}

}  // namespace

bool is_interface_block(const Reading& reading, uint32_t index) {
  return known_line(reading, index, kAskedInterface, kIsInterface, is_interface_line);
}

bool is_headline_block(const Reading& reading, uint32_t index) {
  return known_line(reading, index, kAskedHeadline, kIsHeadline,
                    [&](std::string_view text) { return is_headline(reading, text); });
}

bool is_headline(const Reading& reading, std::string_view text) {
  const std::string& title = reading.folded_title;
  if (title.empty()) return false;
  if (const char first = first_letter(text); first != 0 && first != title[0]) return false;
  FoldRoom room;
  return room.letters(text) == title;
}

bool is_visible(const Block& block) { return !block.is_hidden && !block.is_noscript; }

bool is_link(const Block& block) {
  constexpr double kLinkShare = 0.85;  // of its letters
  return block.letter_count > 0 && block.linked_letter_count >= kLinkShare * block.letter_count;
}

NodeId list_around(const Reading& reading, const Block& block) {
  for (NodeId id = block.element; id != kNoNode; id = reading.document.node(id).parent) {
    const Tag tag = reading.document.node(id).tag;
    if (tag == Tag::kUl || tag == Tag::kOl) return id;
    if (tag == Tag::kBody) break;
  }
  return kNoNode;
}

std::string link_of(const Reading& reading, const Block& block) {
  const Document& document = reading.document;
  for (NodeId id = block.first_text; id != kNoNode;
       id = next_in_order(document, id, kDocumentNode)) {
    if (document.node(id).kind == NodeKind::kText) {
      const NodeId link = ancestor_with(document, id, Tag::kA, 16);
      if (link != kNoNode && document.has_attribute(link, AttributeName::kHref))
        return resolve_address(reading.base, document.attribute(link, AttributeName::kHref));
    }
    if (id == block.last_text) break;
  }
  return {};
}

}  // namespace copydesk
