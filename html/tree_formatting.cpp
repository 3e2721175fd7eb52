// tree_formatting.cpp: <b>, <a>, <font> … that overlap other elements: the list of active
// formatting elements, reopening them, and the adoption agency. Source: HTML Living
// Standard, 13.2.4.3 and 13.2.6.4.7 "adoption agency algorithm".
#include <algorithm>

#include "html/name_hash.h"
#include "html/tree_builder.h"

namespace copydesk {
namespace {

constexpr uint32_t kNone = OpenElements::kNone;
// A formatting element that lies deeper below the current node is not adopted from, only closed in
// the list: over the depth limit, so no page that browsers show as nested meets it.
constexpr uint32_t kAdoptionReach = 512;
// SPEC: the outer loop of the adoption agency, and the inner one's third step.
constexpr int kAdoptionRounds = 8;
constexpr int kClonesBetween = 3;

}  // namespace

uint64_t TreeBuilder::likeness_of(NodeId id) const {
  uint64_t likeness = 1;  // 0 is "not known yet"
  for (const Attribute& attribute : document_.attributes(id)) {
    const uint64_t name = hash_bytes(attribute.name_text);
    likeness += (name << 32 | hash_bytes(attribute.value)) * 0x9E3779B97F4A7C15u;
  }
  return likeness;
}

bool TreeBuilder::is_same_formatting(NodeId a, NodeId b) const {
  const auto some = document_.attributes(a);
  const auto others = document_.attributes(b);
  if (node(a).tag != node(b).tag || some.size() != others.size()) return false;
  return std::all_of(some.begin(), some.end(), [&](const Attribute& one) {
    return std::any_of(others.begin(), others.end(), [&](const Attribute& other) {
      return one.name_text == other.name_text && one.value == other.value;
    });
  });
}

// With the "Noah's Ark clause": at most three alike since the last marker.
void TreeBuilder::push_formatting(NodeId id) {
  const Tag tag = node(id).tag;
  const auto size = static_cast<uint32_t>(formatting_.size());
  const uint32_t segment = size - formatting_in_segment_;
  uint64_t likeness = 0;
  uint32_t alike = 0;
  uint32_t earliest = 0;
  for (uint32_t i = size; i-- > segment;) {
    FormattingElement& entry = formatting_[i];
    if (entry.tag != tag) continue;
    if (entry.likeness == 0) entry.likeness = likeness_of(entry.node);
    if (likeness == 0) likeness = likeness_of(id);
    if (entry.likeness != likeness || !is_same_formatting(entry.node, id)) continue;
    ++alike;
    earliest = i;
  }
  if (alike >= 3) {
    erase_formatting(earliest);
  } else if (formatting_in_segment_ >= options_.limits.formatting_elements) {
    note("formatting-limit", "formatting elements that were left open were forgotten");
    erase_formatting(segment);
  }
  formatting_.push_back({id, tag, likeness});
  ++formatting_in_segment_;
}

void TreeBuilder::push_marker() {
  formatting_.push_back({});
  formatting_in_segment_ = 0;
}

void TreeBuilder::clear_to_marker() {
  formatting_.resize(formatting_.size() - formatting_in_segment_);
  if (!formatting_.empty()) formatting_.pop_back();
  formatting_in_segment_ = 0;
  for (auto entry = formatting_.rbegin(); entry != formatting_.rend(); ++entry) {
    if (entry->node == kNoNode) break;
    ++formatting_in_segment_;
  }
}

// The last entry of that name since the last marker.
uint32_t TreeBuilder::find_formatting(Tag tag) const {
  const auto size = static_cast<uint32_t>(formatting_.size());
  for (uint32_t i = size; i-- > size - formatting_in_segment_;) {
    if (formatting_[i].tag == tag) return i;
  }
  return kNone;
}

uint32_t TreeBuilder::find_formatting_of(NodeId id) const {
  if (!has_trait(node(id).tag, kFormatting)) return kNone;
  const auto size = static_cast<uint32_t>(formatting_.size());
  for (uint32_t i = size; i-- > size - formatting_in_segment_;) {
    if (formatting_[i].node == id) return i;
  }
  return kNone;
}

void TreeBuilder::erase_formatting(uint32_t index) {
  formatting_.erase(formatting_.begin() + index);
  --formatting_in_segment_;
}

// Clones are the one thing that costs more than the page has bytes; they have a budget.
bool TreeBuilder::may_clone() {
  if (clones_left_ == 0) {
    note("formatting-limit", "formatting elements that were left open were forgotten");
    return false;
  }
  --clones_left_;
  return true;
}

// SPEC: 13.2.4.3, reconstruct the active formatting elements.
void TreeBuilder::reopen_formatting() {
  const auto is_open = [&](uint32_t i) { return (node(formatting_[i].node).depth & kIsOpen) != 0; };
  const auto size = static_cast<uint32_t>(formatting_.size());
  const uint32_t segment = size - formatting_in_segment_;
  uint32_t first = size;
  while (first > segment && !is_open(first - 1)) --first;
  for (uint32_t i = first; i < size; ++i) {
    if (!may_clone()) {
      formatting_.resize(i);
      formatting_in_segment_ = i - segment;
      return;
    }
    const NodeId clone = create_clone(formatting_[i].node);
    attach(clone, place_here());
    push(clone);
    formatting_[i].node = clone;
  }
}

TreeBuilder::Step TreeBuilder::adopt(const Token& token) {
  if (open_.top().is(token.tag) && find_formatting_of(current()) == kNone) {
    end_here(current());
    pop();
    return Step::kDone;
  }
  for (int round = 0; round < kAdoptionRounds; ++round) {
    if (!adopt_once(token)) break;
  }
  return Step::kDone;
}

// One round of the outer loop; false when it was the last.
bool TreeBuilder::adopt_once(const Token& token) {
  const uint32_t formatting = find_formatting(token.tag);
  if (formatting == kNone) {
    end_any_other(token);
    return false;
  }
  const NodeId element = formatting_[formatting].node;
  const uint32_t floor = open_.size() > kAdoptionReach ? open_.size() - kAdoptionReach : 0;
  const bool is_open = (node(element).depth & kIsOpen) != 0;
  const uint32_t position = is_open ? open_.position_of(element, token.tag, floor) : kNone;
  if (position == kNone) {
    erase_formatting(formatting);
    return false;
  }
  if (position < open_.barrier(Barrier::kScope)) return false;
  uint32_t block = position + 1;
  while (block < open_.size() &&
         open_[block].barriers[static_cast<size_t>(Barrier::kSpecial)] != block) {
    ++block;
  }
  if (block == open_.size()) {
    pop_to_end_tag(position);
    erase_formatting(formatting);
    return false;
  }
  const bool is_flat = (node(open_[block].node).depth & kDepthBits) >= options_.limits.depth;
  if (is_flat || !may_clone()) {
    erase_formatting(formatting);
    if (is_flat) end_without_block(position);
    return false;
  }
  adopt_block(formatting, position, block);
  return true;
}

// At the depth limit elements lie side by side; moving them into each other would nest them deeper
// and change the order of the page. The formatting element ends, what is open above it stays.
void TreeBuilder::end_without_block(uint32_t position) {
  const NodeId element = open_[position].node;
  end_here(element);
  node(element).depth &= kDepthBits;
  open_.remove(position);
}

// SPEC: from "let commonAncestor be" to the end of the round. `block` is the furthest block.
void TreeBuilder::adopt_block(uint32_t formatting, uint32_t element, uint32_t block) {
  const NodeId element_node = open_[element].node;
  const NodeId block_node = open_[block].node;
  uint32_t bookmark = formatting;
  open_.unlink_from(element);
  const NodeId last = adopt_between(element, block, bookmark);
  detach(last);
  attach(last, place_for_node(open_[element - 1].node));
  const NodeId clone = create_clone(element_node);
  move_children(block_node, clone);
  attach(clone, {block_node, kNoNode});

  const uint32_t old = find_formatting_of(element_node);
  const FormattingElement entry{clone, node(clone).tag, formatting_[old].likeness};
  formatting_.insert(formatting_.begin() + bookmark, entry);
  formatting_.erase(formatting_.begin() + (old >= bookmark ? old + 1 : old));

  // The stack: the formatting element goes, its clone comes right above the block.
  auto& entries = open_.entries();
  OpenElement moved = entries[element];
  moved.node = clone;
  end_here(element_node);
  node(element_node).depth &= kDepthBits;
  node(clone).depth |= kIsOpen;
  entries.erase(entries.begin() + element);
  const auto above = std::find_if(entries.begin() + element, entries.end(),
                                  [&](const OpenElement& e) { return e.node == block_node; });
  entries.insert(above + 1, moved);
  open_.link_from(element);
}

// The inner loop: what stands between the formatting element and the block is cloned around the
// block or dropped from the stack. Returns the topmost of them, or the block.
NodeId TreeBuilder::adopt_between(uint32_t element, uint32_t block, uint32_t& bookmark) {
  auto& entries = open_.entries();
  NodeId last = entries[block].node;
  bool is_at_block = true;
  int count = 0;
  for (uint32_t i = block; --i > element;) {
    ++count;
    uint32_t index = find_formatting_of(entries[i].node);
    if (index != kNone && (count > kClonesBetween || !may_clone())) {
      erase_formatting(index);
      if (index < bookmark) --bookmark;
      index = kNone;
    }
    if (index == kNone) {
      Node& dropped = node(entries[i].node);
      dropped.depth &= kDepthBits;
      dropped.page.end = std::max(dropped.page.end, here_);
      entries[i].node = kNoNode;
      continue;
    }
    const NodeId clone = create_clone(entries[i].node);
    node(entries[i].node).depth &= kDepthBits;
    node(clone).depth |= kIsOpen;
    formatting_[index].node = clone;
    entries[i].node = clone;
    if (is_at_block) bookmark = index + 1;
    is_at_block = false;
    detach(last);
    attach(last, {clone, kNoNode});
    last = clone;
  }
  const auto dropped = [](const OpenElement& e) { return e.node == kNoNode; };
  entries.erase(std::remove_if(entries.begin() + element + 1, entries.begin() + block, dropped),
                entries.begin() + block);
  return last;
}

}  // namespace copydesk
