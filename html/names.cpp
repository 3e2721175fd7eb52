// names.cpp: names of tags and attributes to numbers and back, by a hash table made at compile
// time.
#include "html/names.h"

#include <array>

#include "html/name_hash.h"

namespace copydesk {
namespace {

#define COPYDESK_TEXT(name, text) text,
constexpr std::string_view kTagNames[] = {"", COPYDESK_TAGS(COPYDESK_TEXT)};
constexpr std::string_view kAttributeNames[] = {"", COPYDESK_ATTRIBUTES(COPYDESK_TEXT)};
#undef COPYDESK_TEXT

// Open addressing, four places a name: a miss is mostly seen at the first place.
constexpr size_t kPlaces = 1024;

template <size_t kCount>
constexpr std::array<uint16_t, kPlaces> make_table(const std::string_view (&names)[kCount]) {
  std::array<uint16_t, kPlaces> table{};
  for (uint16_t number = 1; number < kCount; ++number) {
    size_t place = hash_name(names[number]) % kPlaces;
    while (table[place] != 0) place = (place + 1) % kPlaces;
    table[place] = number;
  }
  return table;
}

constexpr std::array<uint16_t, kPlaces> kTagTable = make_table(kTagNames);
constexpr std::array<uint16_t, kPlaces> kAttributeTable = make_table(kAttributeNames);

template <size_t kCount>
uint16_t find(const std::array<uint16_t, kPlaces>& table, const std::string_view (&names)[kCount],
              std::string_view name) {
  for (size_t place = hash_name(name) % kPlaces; table[place] != 0; place = (place + 1) % kPlaces) {
    if (names[table[place]] == name) return table[place];
  }
  return 0;
}

}  // namespace

Tag find_tag(std::string_view lower_case) {
  return static_cast<Tag>(find(kTagTable, kTagNames, lower_case));
}

AttributeName find_attribute_name(std::string_view lower_case) {
  return static_cast<AttributeName>(find(kAttributeTable, kAttributeNames, lower_case));
}

std::string_view name_of(Tag tag) {
  return tag < Tag::kFirstOwn ? kTagNames[static_cast<size_t>(tag)] : std::string_view{};
}

std::string_view name_of(AttributeName name) {
  return name < AttributeName::kCount ? kAttributeNames[static_cast<size_t>(name)]
                                      : std::string_view{};
}

}  // namespace copydesk
