// names.cpp: names of tags and attributes to numbers and back, by tables made at compile time.
#include "html/names.h"

#include <iterator>

#include "html/padded_names.h"

namespace copydesk {
namespace {

#define COPYDESK_TEXT(name, text) text,
constexpr std::string_view kTagNames[] = {"", COPYDESK_TAGS(COPYDESK_TEXT)};
constexpr std::string_view kAttributeNames[] = {"", COPYDESK_ATTRIBUTES(COPYDESK_TEXT)};
#undef COPYDESK_TEXT

static_assert(std::size(kTagNames) <= NameTable::kMaxNames);
static_assert(std::size(kAttributeNames) <= NameTable::kMaxNames);

// Whether the table's multiplier gives each of the names 1 to `count` - 1 a place of its own.
constexpr bool fill_places(NameTable& table, size_t count) {
  table.places = {};
  for (size_t number = 1; number < count; ++number) {
    uint8_t& place = table.places[table.place_of(table.keys[number])];
    if (place != 0) return false;
    place = static_cast<uint8_t>(number);
  }
  return true;
}

template <size_t kCount>
constexpr NameTable make_table(const std::string_view (&names)[kCount]) {
  NameTable table;
  table.names = names;
  for (size_t number = 1; number < kCount; ++number) {
    table.keys[number] = key_of(names[number]);
    table.sizes[number] = static_cast<uint8_t>(names[number].size());
  }
  table.multiplier = 0x9E3779B97F4A7C15u;
  while (!fill_places(table, kCount)) table.multiplier = table.multiplier * 0xC2B2AE3D27D4EB4Fu + 2;
  return table;
}

}  // namespace

constexpr NameTable kTagTable = make_table(kTagNames);
constexpr NameTable kAttributeTable = make_table(kAttributeNames);

Tag find_tag(std::string_view lower_case) {
  return static_cast<Tag>(kTagTable.find(lower_case, key_of(lower_case)));
}

AttributeName find_attribute_name(std::string_view lower_case) {
  return static_cast<AttributeName>(kAttributeTable.find(lower_case, key_of(lower_case)));
}

std::string_view name_of(Tag tag) {
  return tag < Tag::kFirstOwn ? kTagNames[static_cast<size_t>(tag)] : std::string_view{};
}

std::string_view name_of(AttributeName name) {
  return name < AttributeName::kCount ? kAttributeNames[static_cast<size_t>(name)]
                                      : std::string_view{};
}

}  // namespace copydesk
