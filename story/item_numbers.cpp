// item_numbers.cpp: how browsers number the items of ordered lists (item_numbers.h).
#include "story/item_numbers.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "story/markup.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Numbers that every form can say: Markdown reads nine digits.
constexpr int64_t kGreatest = 999'999'999;

bool has_named(const Document& document, NodeId element, std::string_view name) {
  return std::ranges::any_of(document.attributes(element),
                             [&](const Attribute& one) { return one.name_text == name; });
}

/// The number at the begin of an attribute's value, such as "3" or "-1".
std::optional<int64_t> number_in(std::string_view value) {
  value = trim_space(value);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || number < -kGreatest || number > kGreatest) return {};
  return number;
}

}  // namespace

ItemNumbers::List& ItemNumbers::started(NodeId list) {
  const auto [place, is_new] = lists_.try_emplace(list);
  List& counted = place->second;
  if (!is_new) return counted;
  std::optional<int64_t> start = number_in(attribute_named(document_, list, "start"));
  if (has_named(document_, list, "reversed")) {
    counted.step = -1;
    if (!start) {
      start = 0;
      for (NodeId id = document_.node(list).first_child; id != kNoNode;
           id = document_.node(id).next)
        *start += is_item(id);
    }
  }
  counted.number = start.value_or(1) - counted.step;
  return counted;
}

uint32_t ItemNumbers::number_of(NodeId item) {
  const NodeId parent = document_.node(item).parent;
  if (parent == kNoNode || !document_.node(parent).is(Tag::kOl) || !is_item(item)) return 0;
  List& list = started(parent);
  while (list.last != item) {
    const NodeId next =
        list.last == kNoNode ? document_.node(parent).first_child : document_.node(list.last).next;
    if (next == kNoNode) return 0;
    list.last = next;
    if (!is_item(next)) continue;
    const std::optional<int64_t> own = number_in(attribute_named(document_, next, "value"));
    list.number = own.value_or(list.number + list.step);
  }
  return list.number >= 1 && list.number <= kGreatest ? static_cast<uint32_t>(list.number) : 0;
}

}  // namespace copydesk
