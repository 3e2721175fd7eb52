// open_elements.h: the stack of open elements, with every search of the standard in constant time.
// Each entry knows the nearest entry at or below it that ends a kind of search (a barrier), and the
// last entry below it of the same name: "is there a <p> in button scope" compares two positions.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "html/html.h"
#include "html/tag_traits.h"

namespace copydesk {

/// What ends a search down the stack.
enum class Barrier : uint8_t {
  kScope,     // SPEC: 13.2.4.2, has an element in scope
  kButton,    // in button scope
  kList,      // in list item scope
  kTable,     // in table scope
  kSpecial,   // any special element
  kListItem,  // the same without address, div and p
  kMode,      // decides the insertion mode
  kHtml,      // any HTML element
  kCount
};

struct OpenElement {
  NodeId node = kNoNode;
  Tag tag = Tag::kUnknown;
  Namespace space = Namespace::kHtml;
  bool is_html_integration_point = false;
  bool is_text_integration_point = false;  // of MathML
  uint32_t same_name_below = 0;
  std::array<uint32_t, static_cast<size_t>(Barrier::kCount)> barriers{};

  bool is(Tag name) const { return tag == name && space == Namespace::kHtml; }
  uint32_t barrier(Barrier kind) const { return barriers[static_cast<size_t>(kind)]; }
};

/// Position 0 is the root. Cost: constant but for remove() and relink().
class OpenElements {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFFu;

  OpenElements() { entries_.reserve(kUsualDepth); }

  bool is_empty() const { return entries_.empty(); }
  uint32_t size() const { return static_cast<uint32_t>(entries_.size()); }
  OpenElement& operator[](uint32_t position) { return entries_[position]; }
  const OpenElement& operator[](uint32_t position) const { return entries_[position]; }
  const OpenElement& top() const { return entries_.back(); }

  /// Puts an element on top; link_top() must follow when its integration points are known.
  OpenElement& add(NodeId node, Tag tag, Namespace space) {
    OpenElement& entry = entries_.emplace_back();
    entry.node = node;
    entry.tag = tag;
    entry.space = space;
    return entry;
  }
  void link_top() { link(size() - 1); }
  void pop() {
    last_[key(entries_.back())] = entries_.back().same_name_below;
    entries_.pop_back();
  }
  /// Takes the entry at `position` out of the stack.
  void remove(uint32_t position) {
    unlink_from(position);
    entries_.erase(entries_.begin() + position);
    link_from(position);
  }
  /// To be called around changes of the entries from `position` up.
  void unlink_from(uint32_t position) {
    for (uint32_t i = size(); i-- > position;) {
      last_[key(entries_[i])] = entries_[i].same_name_below;
    }
  }
  void link_from(uint32_t position) {
    for (uint32_t i = position; i < size(); ++i) link(i);
  }
  std::vector<OpenElement>& entries() { return entries_; }

  /// The highest entry of an HTML element of that name, or kNone.
  uint32_t find(Tag tag) const { return last(key(tag, Namespace::kHtml)); }
  /// The highest entry of a foreign element of that name, or kNone.
  uint32_t find_foreign(Tag tag) const { return last(key(tag, Namespace::kSvg)); }
  uint32_t barrier(Barrier kind) const { return top().barrier(kind); }
  bool has_in_scope(Tag tag, Barrier scope = Barrier::kScope) const {
    const uint32_t position = find(tag);
    return position != kNone && position >= barrier(scope);
  }
  bool has(Tag tag) const { return find(tag) != kNone; }

  /// The position of a node whose tag is `tag`, looking at entries from `floor` up; or kNone.
  uint32_t position_of(NodeId node, Tag tag, uint32_t floor) const {
    uint32_t position = find(tag);
    while (position != kNone && position >= floor && entries_[position].node != node) {
      position = entries_[position].same_name_below;
    }
    return position == kNone || position < floor ? kNone : position;
  }

 private:
  static constexpr size_t kUsualDepth = 64;

  static size_t key(Tag tag, Namespace space) {
    return static_cast<size_t>(tag) * 2 + (space == Namespace::kHtml ? 0 : 1);
  }
  static size_t key(const OpenElement& element) { return key(element.tag, element.space); }
  uint32_t last(size_t name) const { return name < last_.size() ? last_[name] : kNone; }

  void link(uint32_t position) {
    OpenElement& entry = entries_[position];
    const size_t name = key(entry);
    if (name >= last_.size()) last_.resize(name + 256, kNone);
    entry.same_name_below = last_[name];
    last_[name] = position;
    if (position > 0) entry.barriers = entries_[position - 1].barriers;
    if (entry.space != Namespace::kHtml) {
      link_foreign(entry, position);
      return;
    }
    set(entry, Barrier::kHtml, position);
    const uint16_t traits = traits_of(entry.tag);
    if ((traits & kSpecial) != 0) link_special(entry, position, traits);
  }

  static void link_special(OpenElement& entry, uint32_t position, uint16_t traits) {
    set(entry, Barrier::kSpecial, position);
    if ((traits & kListItemBarrier) == 0) return;
    set(entry, Barrier::kListItem, position);
    if ((traits & kScopeBarrier) != 0) {
      set(entry, Barrier::kScope, position);
      set(entry, Barrier::kButton, position);
      set(entry, Barrier::kList, position);
    }
    if ((traits & kTableBarrier) != 0) set(entry, Barrier::kTable, position);
    if ((traits & kDecidesMode) != 0) set(entry, Barrier::kMode, position);
    if (entry.tag == Tag::kButton) set(entry, Barrier::kButton, position);
    if (entry.tag == Tag::kOl || entry.tag == Tag::kUl) set(entry, Barrier::kList, position);
  }

  // SPEC: the foreign elements among the special ones are the scope barriers too.
  static void link_foreign(OpenElement& entry, uint32_t position) {
    const bool is_annotation =
        entry.space == Namespace::kMathMl && entry.tag == Tag::kAnnotationXml;
    const bool is_svg_html = entry.space == Namespace::kSvg && entry.is_html_integration_point;
    if (!is_annotation && !is_svg_html && !entry.is_text_integration_point) return;
    for (const Barrier kind : {Barrier::kScope, Barrier::kButton, Barrier::kList, Barrier::kSpecial,
                               Barrier::kListItem}) {
      set(entry, kind, position);
    }
  }

  static void set(OpenElement& entry, Barrier kind, uint32_t position) {
    entry.barriers[static_cast<size_t>(kind)] = position;
  }

  std::vector<OpenElement> entries_;
  std::vector<uint32_t> last_;  // by name: the highest entry
};

}  // namespace copydesk
