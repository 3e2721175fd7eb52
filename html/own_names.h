// own_names.h: numbers for the tag names of one page that names.h does not list.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "html/name_hash.h"
#include "html/names.h"

namespace copydesk {

/// Gives each new name the next number from Tag::kFirstOwn on, up to a limit. A name that so many
/// others stand in the way of that somebody must have made them for it gets none.
/// Lifetime: views the names, which must live in the page or the arena.
class OwnNames {
 public:
  explicit OwnNames(std::vector<std::string_view>& names) : names_(names) {}

  /// The number of a name; Tag::kUnknown when it was never added.
  Tag find(std::string_view name) const {
    if (places_.empty()) return Tag::kUnknown;
    const size_t place = place_of(name);
    return place == kNoPlace ? Tag::kUnknown : static_cast<Tag>(places_[place]);
  }

  /// The same, adding the name; Tag::kUnknown when there are too many.
  Tag add(std::string_view name) {
    if ((names_.size() + 1) * 2 > places_.size()) grow();
    const size_t place = place_of(name);
    if (place == kNoPlace) return Tag::kUnknown;
    if (places_[place] == 0 && names_.size() < kMaxNames) {
      places_[place] = static_cast<uint16_t>(kKnownTagCount + names_.size());
      names_.push_back(name);
    }
    return static_cast<Tag>(places_[place]);
  }

 private:
  static constexpr size_t kMaxNames = 60000;  // numbers have 16 bits
  // The table is at most half full. Of 1000 tables that were half filled with 32,768 numbers by
  // chance none had one further from its place than 52; what is, was made for its hash.
  static constexpr size_t kMostSteps = 160;
  static constexpr size_t kNoPlace = static_cast<size_t>(-1);

  // Where the name is or would be.
  size_t place_of(std::string_view name) const {
    size_t place = hash_bytes(name) % places_.size();
    for (size_t steps = 0; steps < kMostSteps; ++steps) {
      if (places_[place] == 0 || names_[places_[place] - kKnownTagCount] == name) return place;
      place = (place + 1) % places_.size();
    }
    return kNoPlace;
  }

  void grow() {
    places_.assign(places_.empty() ? 64 : places_.size() * 4, 0);
    for (size_t i = 0; i < names_.size(); ++i) {
      const size_t place = place_of(names_[i]);
      if (place != kNoPlace) places_[place] = static_cast<uint16_t>(kKnownTagCount + i);
    }
  }

  std::vector<std::string_view>& names_;
  std::vector<uint16_t> places_;
};

}  // namespace copydesk
