// jsonld_values.h: the values of JSON-LD as the shapes in which publishing systems write them.
// Inner header of story/. Lifetime: views go into the parsed document.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string_view>

namespace copydesk {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr size_t kMostValues = 200;  // of one property: tags, authors, images

/// A string, or an empty view of anything else.
inline std::string_view string_of(element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view{};
}

/// The value of a key; `found` is false when there is none, or null.
inline element member(object node, std::string_view key, bool& found) {
  element value;
  found = node.at_key(key).get(value) == simdjson::SUCCESS && !value.is_null();
  return value;
}

/// Calls `use` for a value, or for each value of an array (nested arrays are not looked into).
template <typename Use>
void for_each_value(object node, std::string_view key, Use use) {
  bool found = false;
  const element value = member(node, key, found);
  if (!found) return;
  array values;
  if (value.get(values) != simdjson::SUCCESS) return use(value);
  size_t count = 0;
  for (element one : values) {
    if (++count > kMostValues) return;
    use(one);
  }
}

/// A string, the first string of an array, or the name, "@value" or "@id" of an object.
inline std::string_view text_of(element value) {
  array values;
  if (value.get(values) == simdjson::SUCCESS) {
    for (element one : values)
      if (const std::string_view text = string_of(one); !text.empty()) return text;
    return {};
  }
  object node;
  if (value.get(node) != simdjson::SUCCESS) return string_of(value);
  for (std::string_view key : {"name", "@value", "url", "@id"}) {
    bool found = false;
    const element inner = member(node, key, found);
    if (found && !string_of(inner).empty()) return string_of(inner);
  }
  return {};
}

/// text_of() of the value of a key.
inline std::string_view property(object node, std::string_view key) {
  bool found = false;
  const element value = member(node, key, found);
  return found ? text_of(value) : std::string_view{};
}

}  // namespace copydesk
