// own_names.h: numbers for the tag names of one page that names.h does not list.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "html/name_hash.h"
#include "html/names.h"

namespace copydesk {

/// Gives each new name the next number from Tag::kFirstOwn on, up to a limit.
/// Lifetime: views the names, which must live in the page or the arena.
class OwnNames {
 public:
  explicit OwnNames(std::vector<std::string_view>& names) : names_(names) {}

  /// The number of a name; Tag::kUnknown when it was never added.
  Tag find(std::string_view name) const {
    if (places_.empty()) return Tag::kUnknown;
    return static_cast<Tag>(places_[place_of(name)]);
  }

  /// The same, adding the name; Tag::kUnknown when there are too many.
  Tag add(std::string_view name) {
    if ((names_.size() + 1) * 2 > places_.size()) grow();
    uint16_t& place = places_[place_of(name)];
    if (place == 0 && names_.size() < kMaxNames) {
      place = static_cast<uint16_t>(kKnownTagCount + names_.size());
      names_.push_back(name);
    }
    return static_cast<Tag>(place);
  }

 private:
  static constexpr size_t kMaxNames = 60000;  // numbers have 16 bits

  // Where the name is or would be.
  size_t place_of(std::string_view name) const {
    size_t place = hash_bytes(name) % places_.size();
    while (places_[place] != 0 && names_[places_[place] - kKnownTagCount] != name) {
      place = (place + 1) % places_.size();
    }
    return place;
  }

  void grow() {
    places_.assign(places_.empty() ? 64 : places_.size() * 4, 0);
    for (size_t i = 0; i < names_.size(); ++i) {
      places_[place_of(names_[i])] = static_cast<uint16_t>(kKnownTagCount + i);
    }
  }

  std::vector<std::string_view>& names_;
  std::vector<uint16_t> places_;
};

}  // namespace copydesk
