// name_set.h: NameSet, which tells whether an attribute name was seen before on the same element.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "html/name_hash.h"
#include "html/names.h"

namespace copydesk {

/// A set of attribute names. Listed names are bits; others go into a small open-addressing table.
/// Cost: constant a name; clear() is cheap while there were few names. Lifetime: views its names.
class NameSet {
 public:
  void clear() {
    for (uint64_t& word : listed_) word = 0;
    others_.clear();
  }

  /// Adds a name; false when it was there.
  bool add(AttributeName name, std::string_view text) {
    if (name != AttributeName::kUnknown) {
      const auto number = static_cast<size_t>(name);
      const uint64_t bit = uint64_t{1} << (number % 64);
      if ((listed_[number / 64] & bit) != 0) return false;
      listed_[number / 64] |= bit;
      return true;
    }
    return others_.size() < kFew ? add_among_few(text) : add_among_many(text);
  }

 private:
  static constexpr size_t kFew = 8;  // up to here a walk is cheaper than a table

  bool add_among_few(std::string_view text) {
    for (const std::string_view other : others_) {
      if (other == text) return false;
    }
    if (others_.empty()) others_.reserve(kFew);
    others_.push_back(text);
    if (others_.size() == kFew) rebuild(64);
    return true;
  }

  bool add_among_many(std::string_view text) {
    size_t place = hash_bytes(text) % table_.size();
    for (; table_[place] != 0; place = (place + 1) % table_.size()) {
      if (others_[table_[place] - 1] == text) return false;
    }
    others_.push_back(text);
    table_[place] = static_cast<uint32_t>(others_.size());
    if (others_.size() * 2 > table_.size()) rebuild(table_.size() * 4);
    return true;
  }

  void rebuild(size_t places) {
    table_.assign(places, 0);
    for (size_t i = 0; i < others_.size(); ++i) {
      size_t place = hash_bytes(others_[i]) % places;
      while (table_[place] != 0) place = (place + 1) % places;
      table_[place] = static_cast<uint32_t>(i + 1);
    }
  }

  uint64_t listed_[(kAttributeNameCount + 63) / 64] = {};
  std::vector<std::string_view> others_;
  std::vector<uint32_t> table_;  // 1 + index into others_
};

}  // namespace copydesk
