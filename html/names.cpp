// names.cpp: names of tags and attributes to numbers and back, by a hash table made at compile
// time.
#include "html/names.h"

#include <array>

#include "html/name_hash.h"
#include "html/padded_names.h"

namespace copydesk {
namespace {

#define COPYDESK_TEXT(name, text) text,
constexpr std::string_view kTagNames[] = {"", COPYDESK_TAGS(COPYDESK_TEXT)};
constexpr std::string_view kAttributeNames[] = {"", COPYDESK_ATTRIBUTES(COPYDESK_TEXT)};
#undef COPYDESK_TEXT

// Open addressing, at least four places a name: a miss is mostly seen at the first place.
constexpr size_t kPlaces = 1024;

template <size_t kCount>
struct NameTable {
  std::array<uint16_t, kPlaces> places{};
  std::array<NameKey, kCount> keys{};
};

template <size_t kCount>
constexpr NameTable<kCount> make_table(const std::string_view (&names)[kCount]) {
  NameTable<kCount> table;
  for (uint16_t number = 1; number < kCount; ++number) {
    table.keys[number] = key_of(names[number]);
    size_t place = hash_of(table.keys[number], names[number].size()) % kPlaces;
    while (table.places[place] != 0) place = (place + 1) % kPlaces;
    table.places[place] = number;
  }
  return table;
}

constexpr auto kTagTable = make_table(kTagNames);
constexpr auto kAttributeTable = make_table(kAttributeNames);

uint16_t find(const uint16_t* places, const NameKey* keys, const std::string_view* names,
              std::string_view name, NameKey key) {
  size_t place = hash_of(key, name.size()) % kPlaces;
  for (; places[place] != 0; place = (place + 1) % kPlaces) {
    const uint16_t number = places[place];
    if (keys[number] != key || names[number].size() != name.size()) continue;
    if (name.size() <= 16 || names[number] == name) return number;
  }
  return 0;
}

Tag find_tag_by(std::string_view name, NameKey key) {
  return static_cast<Tag>(
      find(kTagTable.places.data(), kTagTable.keys.data(), kTagNames, name, key));
}

AttributeName find_attribute_by(std::string_view name, NameKey key) {
  return static_cast<AttributeName>(
      find(kAttributeTable.places.data(), kAttributeTable.keys.data(), kAttributeNames, name, key));
}

}  // namespace

Tag find_tag(std::string_view lower_case) { return find_tag_by(lower_case, key_of(lower_case)); }

Tag find_padded_tag(std::string_view lower_case) {
  return find_tag_by(lower_case, key_of_padded(lower_case));
}

AttributeName find_attribute_name(std::string_view lower_case) {
  return find_attribute_by(lower_case, key_of(lower_case));
}

AttributeName find_padded_attribute_name(std::string_view lower_case) {
  return find_attribute_by(lower_case, key_of_padded(lower_case));
}

std::string_view name_of(Tag tag) {
  return tag < Tag::kFirstOwn ? kTagNames[static_cast<size_t>(tag)] : std::string_view{};
}

std::string_view name_of(AttributeName name) {
  return name < AttributeName::kCount ? kAttributeNames[static_cast<size_t>(name)]
                                      : std::string_view{};
}

}  // namespace copydesk
