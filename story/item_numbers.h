// item_numbers.h: the numbers of the items of ordered lists. Inner header of story/.
#pragma once

#include <unordered_map>

#include "html/html.h"

namespace copydesk {

/// Numbers items as browsers do: a list may start anywhere, skip, and count backwards. Items are
/// asked for in the order of the page; each list is walked once, whatever parts its items.
/// Source: HTML standard, "ordinal value".
class ItemNumbers {
 public:
  explicit ItemNumbers(const Document& document) : document_(document) {}

  /// The number of an <li>; 0: its list has none, or none that all forms can say (1 to
  /// 999,999,999).
  uint32_t number_of(NodeId item);

 private:
  struct List {
    NodeId last = kNoNode;  // item that was numbered last
    int64_t number = 0;     // of it
    int64_t step = 1;
  };

  bool is_item(NodeId id) const { return document_.node(id).is(Tag::kLi); }
  List& started(NodeId list);

  const Document& document_;
  std::unordered_map<NodeId, List> lists_;
};

}  // namespace copydesk
