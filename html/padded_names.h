// padded_names.h: the searches of names.h, laid out for the tokenizer; inside html/ only.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "html/name_hash.h"
#include "html/names.h"

namespace copydesk {

/// Numbers of up to 255 names by a perfect hash: one place a hash, one name a place. The multiplier
/// for which no two names meet is found at compile time (names.cpp).
struct NameTable {
  static constexpr unsigned kPlaceBits = 12;  // 190 names: about one multiplier in eighty will do
  static constexpr size_t kMaxNames = 256;
  static constexpr size_t kMaxKeyedBytes = 16;  // a key holds all of a name up to here

  uint64_t multiplier = 0;
  std::array<uint8_t, size_t{1} << kPlaceBits> places{};
  std::array<NameKey, kMaxNames> keys{};
  std::array<uint8_t, kMaxNames> sizes{};
  const std::string_view* names = nullptr;

  constexpr size_t place_of(NameKey key) const {
    return ((key.first ^ std::rotl(key.last, 17)) * multiplier) >> (64 - kPlaceBits);
  }

  /// Cost: one multiplication, two loads that depend on each other, one comparison.
  uint16_t find(std::string_view name, NameKey key) const {
    const uint8_t number = places[place_of(key)];
    if (keys[number] != key || sizes[number] != name.size()) return 0;
    return name.size() <= kMaxKeyedBytes || names[number] == name ? number : 0;
  }
};

extern const NameTable kTagTable;
extern const NameTable kAttributeTable;

/// As find_tag and find_attribute_name, for names with at least 8 readable bytes at their start.
inline Tag find_padded_tag(std::string_view lower_case) {
  return static_cast<Tag>(kTagTable.find(lower_case, key_of_padded(lower_case)));
}
inline AttributeName find_padded_attribute_name(std::string_view lower_case) {
  return static_cast<AttributeName>(kAttributeTable.find(lower_case, key_of_padded(lower_case)));
}

}  // namespace copydesk
