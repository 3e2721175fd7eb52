// vocabulary.h: the words that pages name their parts with, and the phrases of what is not the
// story.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "blocks/phrase_matcher.h"

namespace copydesk {

/// Words of class, id, role and itemprop values. Slot i is kClassWords[i].
std::span<const std::string_view> class_words();
const PhraseMatcher& class_word_matcher();

/// Phrase groups of visible text: "share", "cookie", "newsletter", ... Slot i is
/// phrase_groups()[i].
std::span<const std::string_view> phrase_groups();
const PhraseMatcher& phrase_matcher();

/// schema.org types and page words of URL paths and body classes. Slot i is page_words()[i].
std::span<const std::string_view> page_words();
const PhraseMatcher& page_word_matcher();

/// Function words of fourteen languages, of at most 8 bytes, as numbers: the first byte lowest.
/// Each stands in one of two places, so that a question needs no loop and no branch (Pagh, Rodler:
/// Cuckoo hashing, 2001).
struct StopWordTable {
  static constexpr size_t kHalf = 512;
  std::array<uint64_t, 2 * kHalf> slots{};

  static constexpr size_t first_place(uint64_t word) {
    return static_cast<size_t>(word * 0x9E3779B97F4A7C15ull >> 55);
  }
  static constexpr size_t second_place(uint64_t word) {
    return kHalf + static_cast<size_t>(word * 0xD1B54A32D192ED03ull >> 55);
  }
  /// `word` is not 0.
  constexpr bool has(uint64_t word) const {
    return (slots[first_place(word)] == word) | (slots[second_place(word)] == word);
  }
};
extern const StopWordTable kStopWordTable;

/// Whether a lower-case word of at most 8 bytes is among them.
bool is_stop_word(std::string_view lower_case_word);

}  // namespace copydesk
